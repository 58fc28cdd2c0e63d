package dev.todoku.pipeline;

import org.apache.kafka.streams.Topology;

/** The whole flow, stage by stage. Between two stages stands a topic, keyed as the next one is. */
public final class Pipeline {
  private Pipeline() {}

  public static Topology topology(PipelineSettings settings, PipelineMetrics metrics) {
    Topology topology = new Topology();
    addTo(topology, settings, metrics);
    return topology;
  }

  /** Adds all stages to a topology that is empty. */
  public static void addTo(Topology topology, PipelineSettings settings, PipelineMetrics metrics) {
    Facts.addTo(topology, settings, metrics);
    PostfixIntake.addTo(topology, settings, metrics);
    BounceIntake.addTo(topology, settings, metrics);
    ReportIntake.addTo(topology, settings, metrics);
    LogIntake.addTo(topology, settings, metrics);
    Correlate.addTo(topology, settings, metrics);
    Recipients.addTo(topology, settings, metrics);
    Providers.addTo(topology, settings, metrics);
    Senders.addTo(topology, settings, metrics);
    Unpaired.addTo(topology, settings, metrics);
    Incidents.addTo(topology, settings, metrics);
  }
}
