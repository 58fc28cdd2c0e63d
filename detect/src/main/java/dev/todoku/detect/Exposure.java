package dev.todoku.detect;

import dev.todoku.binary.BinaryReader;
import dev.todoku.binary.BinaryWriter;

/**
 * How much accepted mail's bounce messages would be due by now, if all of it were to bounce: past
 * accepted volume convolved with the law of how late they come. Three leaky integrators with time
 * constants of 20, 90 and 360 minutes stand for that law.
 */
public final class Exposure {
  private static final double[] TAU_MINUTES = {20, 90, 360};
  private static final double[] WEIGHT = {.20, .45, .35};

  /** Below this the rest of an integrator is forgotten. */
  private static final double NEGLIGIBLE = 1e-6;

  private static final double[] FADED_IN_A_MINUTE = new double[TAU_MINUTES.length];

  static {
    for (int i = 0; i < TAU_MINUTES.length; i++) {
      FADED_IN_A_MINUTE[i] = -StrictMath.expm1(-1 / TAU_MINUTES[i]);
    }
  }

  /** Accepted mail whose bounces are yet to come, by integrator. */
  private final double[] due = new double[TAU_MINUTES.length];

  private long minute;

  /** Lets time pass up to {@code minute}; returns what became due in between. */
  public double advance(long nextMinute) {
    long passed = nextMinute - minute;
    if (passed <= 0) {
      return 0;
    }
    minute = nextMinute;
    double became = 0;
    for (int i = 0; i < due.length; i++) {
      double faded =
          due[i]
              * (passed == 1 ? FADED_IN_A_MINUTE[i] : -StrictMath.expm1(-passed / TAU_MINUTES[i]));
      became += faded;
      due[i] = due[i] - faded < NEGLIGIBLE ? 0 : due[i] - faded;
    }
    return became;
  }

  /** Accepted mail of which a bounce message may yet come. */
  double outstanding() {
    double sum = 0;
    for (double d : due) {
      sum += d;
    }
    return sum;
  }

  /** Mail was accepted in the current minute. */
  public void accept(long messages) {
    for (int i = 0; i < due.length; i++) {
      due[i] += WEIGHT[i] * messages;
    }
  }

  void writeTo(BinaryWriter out) {
    out.writeSigned(minute);
    for (double d : due) {
      out.writeDouble(d);
    }
  }

  static Exposure readFrom(BinaryReader in) {
    Exposure exposure = new Exposure();
    exposure.minute = in.readSigned();
    for (int i = 0; i < exposure.due.length; i++) {
      exposure.due[i] = in.readDouble();
    }
    return exposure;
  }
}
