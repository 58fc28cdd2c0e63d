package dev.todoku.web;

import dev.todoku.domaincheck.Checker;
import dev.todoku.explain.Knowledge;
import dev.todoku.mailindex.IndexFeed;
import dev.todoku.query.QueryService;
import dev.todoku.readmodel.AggregateReportView;
import dev.todoku.readmodel.HealthView;
import dev.todoku.readmodel.HealthViews;
import dev.todoku.readmodel.IncidentNotes;
import dev.todoku.readmodel.IncidentView;
import dev.todoku.readmodel.JudgedView;
import dev.todoku.readmodel.QueueFeed;
import dev.todoku.readmodel.QueueView;
import dev.todoku.readmodel.SilenceView;
import dev.todoku.readmodel.ViewFeed;
import dev.todoku.readmodel.ViewRange;
import dev.todoku.remedy.Playbook;
import io.javalin.http.Handler;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** What can be asked, once the streams are there to answer. */
public final class Api implements AutoCloseable {
  private final ViewFeed feed;
  private final IndexFeed index;
  private final QueueFeed queueFeed;
  private final IntakeWriter writer;
  private final AuditTrail audit;
  private final CheckRoute check;
  private final ScopeMeters scopes;
  private final Map<Route, Handler> handlers = new LinkedHashMap<>();

  /**
   * Starts what the answers need.
   *
   * @param checker answers what is asked about a sender's side
   * @param meters where the views count
   * @param page where the index is, where Grafana is, and the token of requests
   */
  public Api(
      StateAccess state,
      PostedInput posted,
      KafkaAccess kafka,
      Checker checker,
      MeterRegistry meters,
      PageSettings page) {
    QueryService answers = state.answers();
    Map<String, Object> consumerSettings = kafka.consumer();
    HealthViews views = new HealthViews();
    HealthView health = views.of(ViewRange.DAY);
    IncidentView incidents = new IncidentView();
    IncidentNotes notes = new IncidentNotes();
    ViewMeters.bindTo(meters, incidents);
    scopes = new ScopeMeters(meters, incidents, health);
    Playbook playbook = Playbook.load();
    JudgedView judged = new JudgedView();
    AggregateReportView aggregateReports = new AggregateReportView();
    feed =
        ViewFeed.start(consumerSettings, views, incidents, notes, aggregateReports, judged, meters);
    QueueView queues = new QueueView(posted.addresses());
    SilenceView silences = new SilenceView();
    queueFeed = QueueFeed.start(consumerSettings, queues, silences, meters);
    index = IndexFeed.start(page.index(), page.searchMails(), views, consumerSettings, meters);
    AsOf asOf = new AsOf(judged, feed::isComplete);
    AsOf asIndexed = new AsOf(judged, index::isComplete);
    writer = new IntakeWriter(kafka.producer(), kafka.problem());
    audit = new AuditTrail(writer, meters);
    IntakeRoute intake = new IntakeRoute(posted.addresses(), posted.future(), writer, audit);
    ReportRoute reports = new ReportRoute(posted.sources(), writer, meters);
    check = new CheckRoute(checker);
    ExplainRoutes entries =
        new ExplainRoutes(
            answers,
            Knowledge.load(),
            playbook,
            new InstanceSources(incidents, views, state.dns(), queues));
    SearchRoutes searches =
        new SearchRoutes(
            answers, entries, Knowledge.load(), playbook, health, incidents, index, asIndexed);
    FigureRoutes figures =
        new FigureRoutes(views, index.delays(), incidents, silences, asOf, playbook);
    IncidentRoutes alerts =
        new IncidentRoutes(incidents, notes, playbook, asOf, new GrafanaLinks(page.grafana()));
    CampaignRoutes campaigns =
        new CampaignRoutes(index.campaigns(), index.mails(), playbook, asIndexed);
    handlers.put(Route.EXPLAIN, entries::either);
    handlers.put(Route.RECIPIENT, entries::recipient);
    handlers.put(Route.MESSAGE, entries::message);
    handlers.put(Route.CAMPAIGN, campaigns::one);
    handlers.put(Route.CAMPAIGNS, campaigns::all);
    handlers.put(
        Route.SUPPRESSIONS,
        new SuppressionRoutes(index.suppressions(), index.mails(), asIndexed)::all);
    handlers.put(
        Route.INCIDENT_MAIL,
        new IncidentMailRoute(incidents, index.mails(), index.suppressions(), views, playbook)
            ::list);
    handlers.put(Route.PROVIDERS, figures::providers);
    handlers.put(Route.PROVIDER, figures::provider);
    handlers.put(Route.SENDERS, figures::senders);
    handlers.put(Route.SENDER, figures::sender);
    handlers.put(Route.SENDER_REPORTS, new AggregateReportRoute(aggregateReports, views)::of);
    handlers.put(Route.INCIDENTS, alerts::all);
    handlers.put(Route.INCIDENT, alerts::one);
    handlers.put(Route.SEARCH, searches::search);
    handlers.put(Route.SUGGEST, searches::suggest);
    handlers.put(Route.SOURCE_IP, figures::sourceIp);
    ShareRoutes shares = new ShareRoutes(ShareLinks.of(page.token()), answers, entries, audit);
    handlers.put(Route.SHARE, shares::share);
    handlers.put(Route.SHARED, shares::shared);
    handlers.put(Route.CHECK, check::check);
    handlers.put(Route.INTAKE, intake::post);
    handlers.put(Route.REPORTS, reports::post);
    handlers.put(Route.REPORTS_PROBE, reports::probe);
    handlers.put(Route.STATE, new StateRoute(state.reader())::read);
  }

  /** Why the views get no news, for a person; empty when they do. */
  public Optional<String> problem() {
    return feed.problem().or(index::problem);
  }

  /** Makes the series that come and go anew, before they are read. */
  void refreshMeters() {
    scopes.refresh();
  }

  /** Who changed something, or looked. */
  AuditTrail audit() {
    return audit;
  }

  Handler handler(Route route) {
    return Objects.requireNonNull(handlers.get(route), route.path());
  }

  @Override
  public void close() {
    feed.close();
    index.close();
    queueFeed.close();
    writer.close();
    check.close();
  }
}
