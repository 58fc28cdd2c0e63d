package dev.todoku.bench;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.stream.Stream;

/**
 * Where it was measured.
 *
 * @param processor model name
 * @param cores that the JVM may use
 * @param memoryGib of the machine, in GiB
 * @param system operating system and its version
 * @param java version of the JDK
 * @param date in UTC
 */
record Machine(
    String processor, int cores, long memoryGib, String system, String java, String date) {
  private static final Path CPU_INFO = Path.of("/proc/cpuinfo");
  private static final String MODEL = "model name";
  private static final long GIB = 1L << 30;

  static Machine here() {
    OperatingSystemMXBean system = ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
    return new Machine(
        model(),
        Runtime.getRuntime().availableProcessors(),
        Math.round((double) system.getTotalMemorySize() / GIB),
        system.getName() + ' ' + system.getVersion(),
        System.getProperty("java.vendor") + ' ' + Runtime.version(),
        LocalDate.now(ZoneOffset.UTC).toString());
  }

  private static String model() {
    try (Stream<String> lines = Files.lines(CPU_INFO, StandardCharsets.UTF_8)) {
      return lines
          .filter(line -> line.startsWith(MODEL))
          .map(line -> line.substring(line.indexOf(':') + 1).strip())
          .findFirst()
          .orElse(System.getProperty("os.arch"));
    } catch (IOException e) {
      return System.getProperty("os.arch");
    }
  }

  String inOneLine() {
    return processor
        + ", "
        + cores
        + " cores, "
        + memoryGib
        + " GiB, "
        + system
        + ", JDK "
        + java
        + ", "
        + date;
  }
}
