package dev.todoku.web;

import dev.todoku.explain.Explanation;
import dev.todoku.query.QueryService;
import dev.todoku.schema.MessageId;
import io.javalin.http.Context;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Links to one answer, for somebody who may see nothing else. */
final class ShareRoutes {
  private static final Logger LOG = LoggerFactory.getLogger(ShareRoutes.class);
  private static final int DAYS = 7;
  private static final int RECIPIENTS = 1_000;

  private final ShareLinks links;
  private final QueryService answers;
  private final ExplainRoutes entries;
  private final AuditTrail audit;

  ShareRoutes(ShareLinks links, QueryService answers, ExplainRoutes entries, AuditTrail audit) {
    this.audit = audit;
    this.links = links;
    this.answers = answers;
    this.entries = entries;
  }

  /** Makes a link that ends after {@code days}; who asks needs the token. */
  void share(Context ctx) throws InterruptedException {
    String messageId = MessageId.normal(Params.required(ctx, "message"));
    String recipient = Params.required(ctx, "recipient");
    int days = Params.number(ctx, "days", DAYS, (int) ShareLinks.LONGEST.toDays());
    find(messageId, recipient);
    long until = System.currentTimeMillis() + Duration.ofDays(Math.max(1, days)).toMillis();
    audit.changes(ctx, recipient);
    LOG.info("a link to one answer was made; it ends after {} days", Math.max(1, days));
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("until", until);
    json.put(
        "path",
        "#/shared?message="
            + encode(messageId)
            + "&recipient="
            + encode(recipient)
            + "&until="
            + until
            + "&signature="
            + links.sign(messageId, recipient, until));
    Reply.json(ctx, json);
  }

  /** The answer that a link leads to; who asks needs no token. */
  void shared(Context ctx) {
    String messageId = Params.required(ctx, "message");
    String recipient = Params.required(ctx, "recipient");
    long until = Params.time(ctx, "until", 0);
    String signature = Params.required(ctx, "signature");
    if (!links.isValid(messageId, recipient, until, signature, System.currentTimeMillis())) {
      throw new RequestRefusedException(403, "this link has ended, or is not whole");
    }
    String json = entries.json(ctx, find(messageId, recipient));
    Reply.json(ctx, SharedAnswer.masked(json, messageId, recipient));
  }

  private Explanation find(String messageId, String recipient) {
    return answers
        .ofMessage(messageId, RECIPIENTS)
        .map(whole -> SharedAnswer.only(whole, recipient))
        .filter(answer -> !answer.messages().isEmpty())
        .orElseThrow(() -> RequestRefusedException.notFound("nothing is known of it any more"));
  }

  private static String encode(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }
}
