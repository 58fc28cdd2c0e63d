package dev.todoku.schema;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a blocklist says of a sending address or a domain.
 *
 * @param about the address or domain
 * @param zone the blocklist
 * @param time when it answered
 * @param until until when the answer holds
 * @param state what the answer means
 * @param codes the answers as they came
 * @param meanings what the codes mean, as far as it is known
 * @param reason the list's own words, null when it says nothing
 * @param where the list's page about its listings and how they end, null when it is not known
 */
public record ListingFact(
    String about,
    String zone,
    long time,
    long until,
    State state,
    List<String> codes,
    List<Text> meanings,
    @Nullable String reason,
    @Nullable String where)
    implements DnsFact {

  /** What the answer means. */
  public enum State {
    LISTED,
    CLEAR,
    /** The list does not answer whoever asks this way, or is gone. Never a listing. */
    REFUSED,
    /** The DNS did not answer. */
    UNKNOWN
  }

  public ListingFact {
    Required.text(about, "about", Limits.DOMAIN);
    Required.text(zone, "zone", Limits.DOMAIN);
    Required.time(time, "time");
    Required.time(until, "until");
    Required.present(state, "state");
    codes = Required.list(codes, "codes");
    meanings = Required.list(meanings, "meanings");
    Required.bounded(reason, "reason", Limits.REPLY);
    Required.bounded(where, "where", Limits.URL);
  }

  @Override
  public String key() {
    return keyPrefix(about) + zone;
  }

  /** How the keys of all facts about an address or a domain begin; none holds an {@code @}. */
  public static String keyPrefix(String about) {
    return "listing:" + about + '@';
  }
}
