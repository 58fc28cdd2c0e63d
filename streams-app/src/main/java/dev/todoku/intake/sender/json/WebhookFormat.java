package dev.todoku.intake.sender.json;

import dev.todoku.intake.sender.Reported;
import dev.todoku.schema.Reason;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * How one mail service reports. A format lives in a folder of its own, with its tables {@code
 * records.tsv} and {@code reasons.tsv} beside it, and stands in {@code WebhookFormats}.
 */
public abstract class WebhookFormat {
  private final String name;
  private final RecordKinds kinds;
  private final WebhookFailureClasses reasons;

  protected WebhookFormat(String name) {
    this.name = name;
    this.kinds = RecordKinds.load(getClass());
    this.reasons = WebhookFailureClasses.load(getClass());
  }

  /** Its name in addresses, settings and options, as {@code sendgrid}. */
  public final String name() {
    return name;
  }

  /**
   * Whether {@code record}, a body or an element of one that is a list, has this format's shape.
   */
  public abstract boolean looksLike(JsonItem record);

  /** The records of a body, which may be a list of records or hold one. */
  public List<JsonItem> records(JsonItem body) {
    return body.isArray() ? body.list() : List.of(body);
  }

  /**
   * What one record reports, for each recipient it names.
   *
   * @param headers of the request by name in lower case
   * @throws UnreadableRecord when it is no record of this format
   * @throws UnknownRecord when its type is not known
   */
  public abstract List<Draft> read(JsonItem record, Map<String, String> headers);

  /** The HTTP status upon which the service posts again what cannot be taken now. */
  public int unavailableStatus() {
    return 503;
  }

  /**
   * What the service is answered when its request is kept, a JSON object.
   *
   * @param headers of the request by name in lower case
   * @param now the receiver's clock
   */
  public Map<String, Object> answer(Map<String, String> headers, Instant now) {
    return Map.of("accepted", 1);
  }

  /** The id that all records of one message share, in the id that one record has. */
  public String sharedId(String providerId) {
    return providerId;
  }

  /** The reason that the service's own class states; empty when it states none. */
  public final Optional<Reason> reasonOf(Reported reported) {
    return reported.peerReason().flatMap(reasons::of);
  }

  /** The reply code in a reply. */
  protected static Optional<Integer> replyCode(String reply) {
    return WebhookReplyCodes.code(reply);
  }

  protected final RecordKind kindOf(String type) {
    return kinds.of(type);
  }

  /** Whether the table has that type itself. */
  protected final boolean knows(String type) {
    return kinds.has(type);
  }
}
