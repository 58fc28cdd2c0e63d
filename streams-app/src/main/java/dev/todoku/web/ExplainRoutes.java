package dev.todoku.web;

import dev.todoku.explain.AnswerSources;
import dev.todoku.explain.Explanation;
import dev.todoku.explain.ExplanationJson;
import dev.todoku.explain.ExplanationWords;
import dev.todoku.explain.Knowledge;
import dev.todoku.query.QueryService;
import dev.todoku.query.SearchText;
import dev.todoku.remedy.Playbook;
import io.javalin.http.Context;
import java.util.Optional;

/** What happened to mail: by recipient, by message, or by either. */
final class ExplainRoutes {
  private static final int MESSAGES = 8;
  private static final int RECIPIENTS = 20;
  private static final int MOST_RECIPIENTS = 1_000;

  private final QueryService answers;
  private final Knowledge knowledge;
  private final Playbook playbook;
  private final AnswerSources sources;

  ExplainRoutes(
      QueryService answers, Knowledge knowledge, Playbook playbook, AnswerSources sources) {
    this.answers = answers;
    this.knowledge = knowledge;
    this.playbook = playbook;
    this.sources = sources;
  }

  void recipient(Context ctx) {
    String address = Params.required(ctx, "address");
    respond(
        ctx,
        address,
        answers.ofAddress(address, messages(ctx)).flatMap(Caller.of(ctx).domains()::part));
  }

  void message(Context ctx) {
    String id = Params.required(ctx, "id");
    respond(
        ctx, id, answers.ofMessage(id, recipients(ctx)).flatMap(Caller.of(ctx).domains()::part));
  }

  void either(Context ctx) {
    String query = Params.required(ctx, "q");
    respond(ctx, query, find(ctx, SearchText.of(query)));
  }

  /** Addresses and Message-IDs both have an {@code @}: whichever is known. */
  Optional<Explanation> find(Context ctx, String query) {
    Optional<Explanation> found = answers.ofAddress(query, messages(ctx));
    return (found.isPresent() ? found : answers.ofMessage(query, recipients(ctx)))
        .flatMap(Caller.of(ctx).domains()::part);
  }

  private static int messages(Context ctx) {
    return Params.number(ctx, "limit", MESSAGES, MESSAGES);
  }

  private static int recipients(Context ctx) {
    return Params.number(ctx, "recipients", RECIPIENTS, MOST_RECIPIENTS);
  }

  private void respond(Context ctx, String query, Optional<Explanation> explanation) {
    if (explanation.isEmpty()) {
      throw RequestRefusedException.notFound("nothing is known of " + query);
    }
    Reply.json(ctx, json(ctx, explanation.orElseThrow()));
  }

  /** In the language and zone of the request, with what is known beside mail. */
  String json(Context ctx, Explanation explanation) {
    ExplanationWords words = ExplanationWords.of(Params.language(ctx), Params.zone(ctx));
    return new ExplanationJson(words, knowledge, playbook, sources).of(explanation);
  }
}
