package dev.todoku.web;

import dev.todoku.explain.Explanation;
import dev.todoku.explain.Knowledge;
import dev.todoku.query.QueryService;
import dev.todoku.query.SearchText;
import dev.todoku.readmodel.HealthView;
import dev.todoku.readmodel.IncidentView;
import dev.todoku.readmodel.SearchHit;
import dev.todoku.readmodel.SearchIndex;
import dev.todoku.remedy.Playbook;
import io.javalin.http.Context;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.util.RawValue;

/** The search field: mail, or what has figures, or what may have been meant. Reads no topic. */
final class SearchRoutes {
  private static final int HITS = 20;
  private static final int SUGGESTED = 8;

  private final QueryService answers;
  private final ExplainRoutes entries;
  private final Knowledge knowledge;
  private final Playbook playbook;
  private final HealthView health;
  private final IncidentView incidents;
  private final AsOf asOf;

  SearchRoutes(
      QueryService answers,
      ExplainRoutes entries,
      Knowledge knowledge,
      Playbook playbook,
      HealthView health,
      IncidentView incidents,
      AsOf asOf) {
    this.answers = answers;
    this.entries = entries;
    this.knowledge = knowledge;
    this.playbook = playbook;
    this.health = health;
    this.incidents = incidents;
    this.asOf = asOf;
  }

  /** Always answers: what was not found is an answer too. */
  void search(Context ctx) {
    String text = text(ctx);
    Optional<Explanation> mail = entries.find(ctx, text);
    List<SearchHit> hits = index(ctx).find(text, HITS);
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("query", text);
    mail.ifPresent(found -> json.put("explanation", new RawValue(entries.json(ctx, found))));
    json.put("hits", hits);
    json.put("near", mail.isPresent() || !hits.isEmpty() ? List.of() : near(text));
    asOf.addTo(json);
    Reply.json(ctx, json);
  }

  /** As somebody types. */
  void suggest(Context ctx) {
    Reply.json(ctx, Map.of("hits", index(ctx).find(text(ctx), SUGGESTED)));
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
