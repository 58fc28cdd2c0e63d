package dev.todoku.web;

import dev.todoku.explain.Explanation;
import dev.todoku.explain.ExplanationWords;
import dev.todoku.explain.Knowledge;
import dev.todoku.mailindex.CampaignFigures;
import dev.todoku.mailindex.CampaignIndex;
import dev.todoku.mailindex.IndexFeed;
import dev.todoku.mailindex.IndexedMail;
import dev.todoku.mailindex.MailIndex;
import dev.todoku.query.QueryService;
import dev.todoku.query.SearchText;
import dev.todoku.readmodel.HealthView;
import dev.todoku.readmodel.IncidentView;
import dev.todoku.readmodel.SearchHit;
import dev.todoku.readmodel.SearchIndex;
import dev.todoku.remedy.Playbook;
import io.javalin.http.Context;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import tools.jackson.databind.util.RawValue;

/**
 * The search field: mail, by whole or part; what has figures; what may have been meant. Reads no
 * topic.
 */
final class SearchRoutes {
  private static final int HITS = 20;
  private static final int SUGGESTED = 8;
  private static final int MAILS = 20;

  /** Shorter texts are in nearly every address and subject. */
  private static final int SHORTEST = 3;

  private final QueryService answers;
  private final ExplainRoutes entries;
  private final Knowledge knowledge;
  private final Playbook playbook;
  private final HealthView health;
  private final IncidentView incidents;
  private final MailIndex mails;
  private final CampaignIndex campaigns;
  private final AsOf asOf;

  SearchRoutes(
      QueryService answers,
      ExplainRoutes entries,
      Knowledge knowledge,
      Playbook playbook,
      HealthView health,
      IncidentView incidents,
      IndexFeed index,
      AsOf asOf) {
    this.answers = answers;
    this.entries = entries;
    this.knowledge = knowledge;
    this.playbook = playbook;
    this.health = health;
    this.incidents = incidents;
    this.mails = index.mails();
    this.campaigns = index.campaigns();
    this.asOf = asOf;
  }

  /** Always answers: what was not found is an answer too. */
  void search(Context ctx) {
    String text = text(ctx);
    Optional<Explanation> mail = entries.find(ctx, text);
    List<SearchHit> hits = hits(ctx, text, HITS);
    List<Map<String, Object>> found = mail.isPresent() ? List.of() : mails(ctx, text);
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("query", text);
    mail.ifPresent(answer -> json.put("explanation", new RawValue(entries.json(ctx, answer))));
    json.put("hits", hits);
    json.put("mails", found);
    boolean isFound = mail.isPresent() || !hits.isEmpty() || !found.isEmpty();
    json.put("near", isFound || !Caller.of(ctx).domains().isAll() ? List.of() : near(text));
    asOf.addTo(json);
    Reply.json(ctx, json);
  }

  /** As somebody types. */
  void suggest(Context ctx) {
    String text = text(ctx);
    List<SearchHit> hits = new ArrayList<>(hits(ctx, text, SUGGESTED));
    if (text.length() >= SHORTEST) {
      mails.ofAddressPart(text, SUGGESTED).stream()
          .filter(mail -> Caller.of(ctx).domains().has(mail.origin().fromDomain()))
          .map(mail -> new SearchHit(SearchHit.Kind.ADDRESS, mail.recipient(), mail.recipient()))
          .forEach(hits::add);
    }
    Reply.json(ctx, Map.of("hits", hits.stream().limit(SUGGESTED).toList()));
  }

  /** What has figures, and campaigns. */
  private List<SearchHit> hits(Context ctx, String text, int limit) {
    String wanted = text.toLowerCase(Locale.ROOT);
    FromDomains domains = Caller.of(ctx).domains();
    Stream<SearchHit> named =
        wanted.length() < SHORTEST
            ? Stream.of()
            : campaigns.all().stream()
                .filter(campaign -> domains.has(campaign.fromDomain()))
                .map(CampaignFigures::name)
                .filter(name -> name.toLowerCase(Locale.ROOT).contains(wanted))
                .map(name -> new SearchHit(SearchHit.Kind.CAMPAIGN, name, name));
    return Stream.concat(
            index(ctx).find(text, limit).stream().filter(hit -> isOf(domains, hit)), named)
        .limit(limit)
        .toList();
  }

  private static boolean isOf(FromDomains domains, SearchHit hit) {
    return domains.isAll()
        || (hit.kind() == SearchHit.Kind.FROM_DOMAIN && domains.has(hit.value()));
  }

  /** Mail under a queue id, to addresses of which it is a part, and with it in the subject. */
  private List<Map<String, Object>> mails(Context ctx, String text) {
    Map<MailIndex.By, List<IndexedMail>> found = new EnumMap<>(MailIndex.By.class);
    found.put(MailIndex.By.QUEUE_ID, mails.ofQueueId(text, MAILS));
    if (text.length() >= SHORTEST) {
      found.put(MailIndex.By.ADDRESS, mails.ofAddressPart(text, MAILS));
    }
    found.put(MailIndex.By.SUBJECT, mails.ofSubject(text, MAILS));
    String language = Params.language(ctx);
    ExplanationWords words = ExplanationWords.of(language, ZoneOffset.UTC);
    List<Map<String, Object>> rows = new ArrayList<>();
    found.forEach(
        (by, some) ->
            some.stream()
                .filter(mail -> Caller.of(ctx).domains().has(mail.origin().fromDomain()))
                .forEach(
                    mail -> {
                      String label = playbook.providerName(mail.provider()).in(language);
                      Map<String, Object> row = MailJson.of(mail, label, words);
                      row.put("by", by);
                      rows.add(row);
                    }));
    return rows.stream().limit(MAILS).toList();
  }

  private static String text(Context ctx) {
    String text = SearchText.of(Params.required(ctx, "q"));
    if (text.isEmpty()) {
      throw RequestRefusedException.badRequest("the parameter q has nothing to look for");
    }
    return text;
  }

  private SearchIndex index(Context ctx) {
    String language = Params.language(ctx);
    return new SearchIndex(health, incidents, name -> playbook.providerName(name).in(language));
  }

  /** Addresses at the domains that may be meant, and whether anything is known of them. */
  private List<Map<String, Object>> near(String text) {
    return text.indexOf('@') < 1
        ? List.of()
        : knowledge.meant(text).stream().map(this::suggestion).toList();
  }

  private Map<String, Object> suggestion(String address) {
    return Map.of("value", address, "known", answers.ofAddress(address, 1).isPresent());
  }
}
