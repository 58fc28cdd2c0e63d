package dev.todoku.dns.fact;

import dev.todoku.dns.posture.FindingBook;
import dev.todoku.dns.posture.FindingKind;
import dev.todoku.schema.DnsFact;
import dev.todoku.schema.Evidence.Indication;
import dev.todoku.schema.Limits;
import dev.todoku.schema.ListingFact;
import dev.todoku.schema.PostureFact;
import dev.todoku.schema.RemedyStep;
import dev.todoku.schema.Text;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What facts say about a sender who is in trouble: who lists it and what is wrong with its domains,
 * and what to do about just that.
 *
 * @param pieces the worst first
 */
public record FactEvidence(List<Piece> pieces) {
  /** No facts. */
  public static final FactEvidence NONE = new FactEvidence(List.of());

  /** So much is read; the first to mend comes first. */
  private static final int MOST_FINDINGS = 8;

  private static final int MOST_STEPS = 5;
  private static final String PREFIX = "dns-";
  private static final FindingBook BOOK = FindingBook.load();

  /**
   * One thing that is wrong.
   *
   * @param kind stable name
   * @param about the question that was asked, or the list that answered
   * @param text what is wrong
   * @param fix what to do, null when there is nothing to do
   * @param publish the very record to publish, null when there is none
   * @param where a page to go to, null when there is none
   * @param isListing whether a blocklist says so
   */
  public record Piece(
      String kind,
      String about,
      Text text,
      @Nullable Text fix,
      @Nullable String publish,
      @Nullable String where,
      boolean isListing) {}

  public FactEvidence {
    pieces = List.copyOf(pieces);
  }

  /**
   * Chooses what concerns a sender.
   *
   * @param ips its addresses; what facts say of other addresses is left out. Empty for all
   * @param facts of which the last of each key is there
   */
  public static FactEvidence of(Set<String> ips, Collection<DnsFact> facts) {
    List<Piece> listings = new ArrayList<>();
    List<PostureFact.Finding> findings = new ArrayList<>();
    for (DnsFact fact : facts) {
      if (fact instanceof PostureFact posture) {
        posture.findings().stream()
            .filter(finding -> finding.level().compareTo(PostureFact.Level.WARNING) >= 0)
            .filter(finding -> concerns(finding, posture, ips))
            .forEach(findings::add);
      } else if (fact instanceof ListingFact listing
          && listing.state() == ListingFact.State.LISTED) {
        listings.add(piece(listing));
      }
    }
    findings.sort(Comparator.comparing(PostureFact.Finding::level).reversed());
    listings.sort(Comparator.comparing(Piece::about));
    findings.forEach(finding -> listings.add(piece(finding)));
    return new FactEvidence(listings);
  }

  /** Whether a list has the sender: a block is likelier, and its remedy is known. */
  public boolean isListed() {
    return pieces.stream().anyMatch(Piece::isListing);
  }

  /** The most important of it as findings of an alert. */
  public List<Indication> indications() {
    return pieces.stream()
        .limit(MOST_FINDINGS)
        .map(piece -> new Indication(id(piece), true, cut(piece.about()), piece.text()))
        .toList();
  }

  /** The first steps of a remedy, each bound to what is wrong. */
  public List<RemedyStep> steps() {
    return pieces.stream()
        .filter(piece -> piece.fix() != null)
        .limit(MOST_STEPS)
        .map(
            piece ->
                new RemedyStep(id(piece) + ' ' + cut(piece.about()), step(piece), piece.where()))
        .toList();
  }

  private static Text step(Piece piece) {
    String record = piece.publish();
    Text fix = Objects.requireNonNull(piece.fix());
    return new Text(
        piece.text().ja() + "。" + fix.ja() + (record == null ? "。" : "。公開するレコード: " + record),
        piece.text().en() + ": " + fix.en() + (record == null ? "." : ". Publish: " + record));
  }

  private static String id(Piece piece) {
    return PREFIX + piece.kind().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  private static String cut(String about) {
    int most = Limits.NAME - 100;
    return about.length() <= most ? about : about.substring(0, most);
  }

  private static Piece piece(PostureFact.Finding finding) {
    return new Piece(
        finding.kind(),
        finding.asked(),
        finding.text(),
        finding.fix(),
        finding.publish(),
        null,
        false);
  }

  private static Piece piece(ListingFact listing) {
    var ja = BOOK.find(FindingKind.LISTED, listing.zone(), null, values(listing, "ja"));
    var en = BOOK.find(FindingKind.LISTED, listing.zone(), null, values(listing, "en"));
    return new Piece(
        FindingKind.LISTED.name(),
        listing.about() + ' ' + listing.zone(),
        new Text(ja.text().ja(), en.text().en()),
        new Text(Objects.requireNonNull(ja.fix()).ja(), Objects.requireNonNull(en.fix()).en()),
        null,
        listing.where(),
        true);
  }

  private static Map<String, String> values(ListingFact listing, String language) {
    String meanings =
        listing.meanings().stream()
            .map(text -> text.in(language))
            .collect(Collectors.joining(", "));
    return Map.of(
        "name",
        listing.about(),
        "zone",
        listing.zone(),
        "detail",
        meanings.isEmpty() ? String.join(", ", listing.codes()) : meanings,
        "where",
        listing.where() == null ? listing.zone() : listing.where());
  }

  /** What names an address of the domain, but none of those in trouble, is of no concern. */
  static boolean concerns(PostureFact.Finding finding, PostureFact posture, Set<String> ips) {
    return ips.isEmpty()
        || ips.stream().anyMatch(ip -> names(finding, ip))
        || posture.sourceIps().stream().noneMatch(ip -> names(finding, ip));
  }

  static boolean names(PostureFact.Finding finding, String ip) {
    return Pattern.compile("(?<![0-9a-f.:])" + Pattern.quote(ip) + "(?![0-9a-f:]|\\.[0-9])")
        .matcher(finding.asked() + ' ' + finding.text().en())
        .find();
  }
}
