package dev.todoku.dns.blocklist;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.todoku.dns.FakeDns;
import dev.todoku.dns.Ip;
import dev.todoku.dns.Question;
import dev.todoku.dns.RecordType;
import dev.todoku.schema.ListingFact;
import dev.todoku.schema.Text;
import dev.todoku.table.Table;
import java.io.IOException;
import java.io.StringReader;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class BlocklistsTest {
  private static final String TABLE =
      "rbl.test\tip4,ip6\t127.0.0.2\thttps://rbl.test/\tスパム\tspam\n"
          + "rbl.test\tip4,ip6\t127.0.0.10-12\thttps://rbl.test/\t回線\tline\n"
          + "sum.test\tdomain\t127.0.0.&2\thttps://sum.test/\t黒\tblack\n"
          + "sum.test\tdomain\t127.0.0.&8\thttps://sum.test/\t赤\tred\n"
          + "sum.test\tdomain\t!127.0.1.255\thttps://sum.test/\t不可\tnot allowed\n";

  private final FakeDns dns = new FakeDns();

  @Test
  void shouldExplainCodesAndKeepTheReason() {
    dns.with("1.2.0.192.rbl.test", RecordType.A, "127.0.0.2")
        .with("1.2.0.192.rbl.test", RecordType.A, "127.0.0.11")
        .txt("1.2.0.192.rbl.test", "see https://rbl.test/?192.0.2.1");
    Listing listing = ofIp("192.0.2.1");
    assertThat(listing.state()).isEqualTo(ListingFact.State.LISTED);
    assertThat(listing.codes()).containsExactly("127.0.0.2", "127.0.0.11");
    assertThat(listing.meanings()).containsExactly(new Text("スパム", "spam"), new Text("回線", "line"));
    assertThat(listing.reason()).isEqualTo("see https://rbl.test/?192.0.2.1");
    assertThat(listing.where()).isEqualTo("https://rbl.test/");
  }

  @Test
  void shouldAskForIpv6ByNibbles() {
    dns.with(
        "1.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.8.b.d.0.1.0.0.2.rbl.test",
        RecordType.A,
        "127.0.0.2");
    assertThat(ofIp("2001:db8::1").state()).isEqualTo(ListingFact.State.LISTED);
    assertThat(ofIp("2001:db8::2").state()).isEqualTo(ListingFact.State.CLEAR);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"127.255.255.254", "127.255.255.252", "127.0.0.1", "203.0.113.7", "10.0.0.1"})
  void shouldNeverTakeARefusalForAListing(String answer) {
    dns.with("1.2.0.192.rbl.test", RecordType.A, answer);
    Listing listing = ofIp("192.0.2.1");
    assertThat(listing.state()).isEqualTo(ListingFact.State.REFUSED);
    assertThat(listing.codes()).containsExactly(answer);
  }

  @ParameterizedTest
  @CsvSource({
    "127.0.0.2, LISTED, black",
    "127.0.0.10, LISTED, black red",
    "127.0.0.64, LISTED, ''",
    "127.0.1.255, REFUSED, not allowed"
  })
  void shouldReadCodesThatAddUp(String answer, ListingFact.State state, String meanings) {
    dns.with("shop.test.sum.test", RecordType.A, answer);
    Listing listing = table().ofDomain(dns, "shop.test").get(0);
    assertThat(listing.state()).isEqualTo(state);
    assertThat(String.join(" ", listing.meanings().stream().map(Text::en).toList()))
        .isEqualTo(meanings);
  }

  @Test
  void shouldNotKnowWhatTheListDoesNotSay() {
    dns.failing("1.2.0.192.rbl.test", RecordType.A);
    assertThat(ofIp("192.0.2.1").state()).isEqualTo(ListingFact.State.UNKNOWN);
    assertThat(ofIp("192.0.2.2").state()).isEqualTo(ListingFact.State.CLEAR);
  }

  @Test
  void shouldNotTakeTheSilenceOfAListThatAnswersNobodyForNoListing() {
    dns.deaf("rbl.test");
    for (String ip : List.of("192.0.2.1", "2001:db8::1")) {
      Listing listing = ofIp(ip);
      assertThat(listing.state()).isEqualTo(ListingFact.State.UNKNOWN);
      assertThat(listing.reason())
          .isEqualTo("could not be asked: 2.0.0.127.rbl.test, which every list has, is not listed");
    }
    dns.with("1.2.0.192.rbl.test", RecordType.A, "127.0.0.2");
    assertThat(ofIp("192.0.2.1").state()).isEqualTo(ListingFact.State.LISTED);
  }

  @Test
  void shouldAskAListOfDomainsForItsOwnTestEntry() {
    List<Listing> listings = BlocklistTable.load().ofDomain(dns, "shop.test");
    assertThat(listings).extracting(Listing::state).containsOnly(ListingFact.State.CLEAR);
    assertThat(dns.asked())
        .extracting(Question::name)
        .contains(
            "dbltest.com.dbl.spamhaus.org",
            "test.surbl.org.multi.surbl.org",
            "test.uribl.com.multi.uribl.com");
  }

  @Test
  void shouldReadTheTableThatShips() {
    assertThat(BlocklistTable.load().names())
        .contains("zen.spamhaus.org", "dbl.spamhaus.org", "bl.spamcop.net", "multi.surbl.org");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "a.test;ip4;127.0.0.2;x;y|x:1: 5 cells",
        "a.test;ip5;127.0.0.2;w;ja;en|x:1: a list lists ip4",
        "a.test;ip4;10.0.0.2;w;ja;en|x:1: \"10.0.0.2\" is no code",
        "a.test;ip4;127.0.0.9-2;w;ja;en|x:1: \"127.0.0.9-2\" is no code"
      })
  void shouldNameThePlaceOfAMistake(String text, String error) {
    assertThatThrownBy(
            () -> BlocklistTable.parse(Table.lines("x", new StringReader(text.replace(';', '\t')))))
        .hasMessageStartingWith(error);
  }

  private Listing ofIp(String ip) {
    List<Listing> listings = table().ofIp(dns, Ip.parse(ip).orElseThrow());
    assertThat(listings).hasSize(1);
    return listings.get(0);
  }

  private static Blocklists table() {
    try {
      return BlocklistTable.parse(Table.lines("x", new StringReader(TABLE)));
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }
}
