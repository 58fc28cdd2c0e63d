package dev.todoku.cli.run;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import io.micrometer.core.instrument.binder.jvm.ClassLoaderMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.core.instrument.binder.system.UptimeMetrics;
import java.util.List;

/** Memory, threads and processor time of this JVM. */
final class JvmMeters {
  private static final List<MeterBinder> ALL =
      List.of(
          new ClassLoaderMetrics(),
          new JvmMemoryMetrics(),
          new JvmThreadMetrics(),
          new ProcessorMetrics(),
          new UptimeMetrics());

  private JvmMeters() {}

  static void bindTo(MeterRegistry meters) {
    ALL.forEach(binder -> binder.bindTo(meters));
  }
}
