package dev.todoku.topology;

import dev.todoku.correlate.CorrelateStage;
import dev.todoku.dnsfacts.DnsFactsStage;
import dev.todoku.incidents.IncidentsStage;
import dev.todoku.intake.LogIntakeStage;
import dev.todoku.intake.ReportIntakeStage;
import dev.todoku.intake.bouncemail.BounceIntakeStage;
import dev.todoku.intake.postfix.PostfixIntakeStage;
import dev.todoku.providers.ProvidersStage;
import dev.todoku.recipients.RecipientsStage;
import dev.todoku.senders.SendersStage;
import dev.todoku.streams.PipelineMetrics;
import dev.todoku.streams.PipelineSettings;
import dev.todoku.unmatched.UnmatchedStage;
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
    DnsFactsStage.addTo(topology, settings, metrics);
    addIntakesTo(topology, settings, metrics);
    addReadersOfEventsTo(topology, settings, metrics);
  }

  /** Adds the stages that read what mail servers and services write: no other writes to them. */
  public static void addIntakesTo(
      Topology topology, PipelineSettings settings, PipelineMetrics metrics) {
    PostfixIntakeStage.addTo(topology, settings, metrics);
    BounceIntakeStage.addTo(topology, settings, metrics);
    ReportIntakeStage.addTo(topology, settings, metrics);
    LogIntakeStage.addTo(topology, settings, metrics);
  }

  /** Adds all the others. */
  public static void addJudgingTo(
      Topology topology, PipelineSettings settings, PipelineMetrics metrics) {
    DnsFactsStage.addTo(topology, settings, metrics);
    addReadersOfEventsTo(topology, settings, metrics);
  }

  private static void addReadersOfEventsTo(
      Topology topology, PipelineSettings settings, PipelineMetrics metrics) {
    CorrelateStage.addTo(topology, settings, metrics);
    RecipientsStage.addTo(topology, settings, metrics);
    ProvidersStage.addTo(topology, settings, metrics);
    SendersStage.addTo(topology, settings, metrics);
    UnmatchedStage.addTo(topology, settings, metrics);
    IncidentsStage.addTo(topology, settings, metrics);
  }
}
