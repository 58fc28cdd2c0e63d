package dev.todoku.dns.blocklist;

import dev.todoku.schema.ListingFact;
import dev.todoku.schema.Text;
import java.util.ArrayList;
import java.util.List;

/**
 * What a blocklist says of an address or a domain.
 *
 * @param zone the blocklist
 * @param subject the address or domain
 * @param asked the name that was asked for
 * @param state what the answer means
 * @param codes the answers, as they came
 * @param meanings what the codes mean, as far as the list's page says
 * @param reason the list's own words (TXT), empty when it says nothing
 * @param where the list's page about its listings and how they end
 */
public record Listing(
    String zone,
    String subject,
    String asked,
    ListingFact.State state,
    List<String> codes,
    List<Text> meanings,
    String reason,
    String where) {

  public Listing {
    codes = List.copyOf(codes);
    meanings = List.copyOf(meanings);
  }

  /** The answer for a person: codes, meanings in English, the list's own words. */
  public String said() {
    List<String> parts = new ArrayList<>();
    parts.add(String.join(", ", codes));
    meanings.forEach(meaning -> parts.add(meaning.en()));
    parts.add(reason);
    return String.join("; ", parts.stream().filter(part -> !part.isEmpty()).toList());
  }
}
