package dev.todoku.remedy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.todoku.provider.WellKnownProviders;
import dev.todoku.schema.Cause;
import dev.todoku.schema.Confidence;
import dev.todoku.schema.Evidence;
import dev.todoku.schema.FailureType;
import dev.todoku.schema.RemedyStep;
import dev.todoku.schema.Scope;
import dev.todoku.schema.Text;
import dev.todoku.table.Line;
import dev.todoku.testing.Proof;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class PlaybookTest {
  private static final Pattern JAPANESE = Pattern.compile("[\\p{IsHiragana}\\p{IsKatakana}]");
  private static final Evidence HALF_OF_80 = Proof.of(80, 40, .03, 25, 19.8, List.of());

  private final Playbook playbook = Playbook.load();

  @ParameterizedTest
  @EnumSource(Cause.class)
  void hasForEveryCauseATitleAndThreeStepsInBothLanguages(Cause cause) {
    Text title = playbook.title(cause, new Scope("docomo", "203.0.113.5", "a.jp"), HALF_OF_80);
    assertThat(title.ja()).containsPattern(JAPANESE).doesNotContain("{");
    assertThat(title.en()).doesNotContainPattern(JAPANESE).doesNotContain("{");
    Text ended = playbook.endedTitle(cause, new Scope("docomo", "203.0.113.5", "a.jp"), HALF_OF_80);
    assertThat(ended.ja()).containsPattern("(まし|でし)た|とみられます").doesNotContain("{", "ています");
    assertThat(ended.en()).doesNotContainPattern(JAPANESE).doesNotContain("{");
    assertThat(playbook.stepsFor(cause, List.of())).hasSizeGreaterThanOrEqualTo(3);
  }

  @ParameterizedTest
  @EnumSource(Cause.class)
  void hasOnlyCompleteSteps(Cause cause) {
    List<String> providers = new ArrayList<>(playbook.namedProviders());
    providers.add("unheard-of.example");
    for (String provider : providers) {
      List<RemedyStep> steps = playbook.stepsFor(cause, List.of(provider));
      assertThat(steps).extracting(RemedyStep::id).doesNotHaveDuplicates();
      for (RemedyStep step : steps) {
        assertThat(step.text().ja()).as(step.id()).containsPattern(JAPANESE).endsWith("。");
        assertThat(step.text().en()).as(step.id()).doesNotContainPattern(JAPANESE).endsWith(".");
        assertThat(step.where() == null || URI.create(step.where()).getHost() != null).isTrue();
      }
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "docomo",
        "au",
        "softbank",
        "yahoo-japan",
        "google",
        "microsoft",
        "yahoo",
        "icloud",
        "rakuten-mobile",
        "jcom"
      })
  void beginsABlockWithTheProvidersOwnSteps(String provider) {
    for (Cause cause : List.of(Cause.IP_BLOCK, Cause.DOMAIN_BLOCK)) {
      List<RemedyStep> steps = playbook.stepsFor(cause, List.of(provider));
      List<RemedyStep> general = playbook.stepsFor(cause, List.of());
      assertThat(steps.get(0).id()).startsWith(provider);
      assertThat(steps.subList(steps.size() - general.size(), steps.size())).isEqualTo(general);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "CONTENT_BLOCK, docomo, docomo-acceptance-proves-little",
    "CONTENT_BLOCK, softbank, softbank-acceptance-proves-little",
    "CONTENT_BLOCK, jcom, jcom-acceptance-proves-little",
    "CONTENT_BLOCK, au, au-read-unknown",
    "CONTENT_BLOCK, icloud, icloud-read-code",
    "CONTENT_BLOCK, google, google-postmaster-tools",
    "LIST_QUALITY, docomo, docomo-sender-rules",
    "LIST_QUALITY, au, au-read-unknown",
    "LIST_QUALITY, softbank, softbank-read-reply",
    "RATE_LIMITING, google, google-postmaster-tools",
    "RATE_LIMITING, microsoft, microsoft-throttling",
    "RATE_LIMITING, yahoo, yahoo-deferrals",
    "RATE_LIMITING, yahoo-japan, yahoo-japan-read-code",
    "RATE_LIMITING, docomo, docomo-slow-down",
    "RATE_LIMITING, au, au-slow-down",
    "AUTHENTICATION, google, google-sender-guidelines",
    "AUTHENTICATION, microsoft, microsoft-bulk-rules",
    "AUTHENTICATION, yahoo-japan, yahoo-japan-authenticate"
  })
  void beginsWithWhatIsKnownOfAProvider(Cause cause, String provider, String firstStep) {
    assertThat(playbook.stepsFor(cause, List.of(provider)).get(0).id()).isEqualTo(firstStep);
  }

  @Test
  void beginsWithWhatIsKnownOfEachOfSeveralProvidersAndSaysNothingTwice() {
    assertThat(playbook.stepsFor(Cause.AUTHENTICATION, List.of("microsoft", "google", "microsoft")))
        .extracting(RemedyStep::id)
        .startsWith("microsoft-bulk-rules", "google-sender-guidelines", "compare-with-yesterday")
        .doesNotHaveDuplicates();
  }

  @Test
  void givesAProviderItDoesNotKnowTheGeneralSteps() {
    assertThat(playbook.stepsFor(Cause.IP_BLOCK, List.of("example.co.jp")))
        .isEqualTo(playbook.stepsFor(Cause.IP_BLOCK, List.of()));
  }

  @Test
  void leavesOpenInItsTitleWhatAFindingLeavesOpen() {
    Scope scope = new Scope(null, null, "shop.example");
    List<Evidence.Indication> findings =
        List.of(Evidence.Indication.of("list-or-form", false, null));
    Evidence open =
        Evidence.builder(FailureType.UNKNOWN_FIRST_CONTACTS, Confidence.LOW)
            .attempts(80)
            .failures(40)
            .baseline(.1)
            .score(25)
            .threshold(19.8)
            .findings(findings)
            .build();
    assertThat(playbook.title(Cause.LIST_QUALITY, scope, open).en())
        .isEqualTo(
            "Many first contacts of shop.example do not exist: a list, or a form that bots fill"
                + " (40 of 80)");
    assertThat(playbook.endedTitle(Cause.FORM_ABUSE, scope, open).en())
        .isEqualTo(
            "Many first contacts of shop.example did not exist: a list, or a form that bots filled"
                + " (40 of 80)");
  }

  @Test
  void fillsATitle() {
    Scope scope = new Scope("docomo", "203.0.113.5", null);
    assertThat(playbook.title(Cause.IP_BLOCK, scope, HALF_OF_80))
        .isEqualTo(
            new Text(
                "NTTドコモが送信元IP 203.0.113.5 からのメールを拒否しています（80通中40通、50.0%）",
                "NTT docomo refuses mail from source IP 203.0.113.5 (40 of 80, 50.0%)"));
  }

  @Test
  void callsAServerWithoutAnAddressAServer() {
    Scope scope = new Scope("docomo", "mx1.shop.example", null);
    assertThat(playbook.title(Cause.IP_BLOCK, scope, HALF_OF_80))
        .isEqualTo(
            new Text(
                "NTTドコモが送信サーバー mx1.shop.example からのメールを拒否しています（80通中40通、50.0%）",
                "NTT docomo refuses mail from server mx1.shop.example (40 of 80, 50.0%)"));
    for (String address : List.of("203.0.113.5", "203.0.113.0/24", "2001:db8::5")) {
      assertThat(
              playbook.title(Cause.IP_BLOCK, new Scope("docomo", address, null), HALF_OF_80).en())
          .contains("source IP " + address);
    }
  }

  @Test
  void beginsATitleOfSeveralProvidersWithThem() {
    Text title = playbook.title(Cause.DOMAIN_BLOCK, new Scope(null, null, "a.jp"), HALF_OF_80);
    assertThat(title.en()).startsWith("More than one provider refuses mail from the domain a.jp");
    assertThat(title.ja()).startsWith("複数のプロバイダーが差出人ドメイン a.jp");
    assertThat(
            playbook.title(Cause.MAILBOX_FULL_WAVE, new Scope(null, null, null), HALF_OF_80).en())
        .contains(" more than one provider");
  }

  @Test
  void fillsATitleOfAProviderWithoutAName() {
    Scope scope = new Scope("example.co.jp", null, "shop.example.jp");
    assertThat(playbook.title(Cause.DOMAIN_BLOCK, scope, HALF_OF_80).en())
        .isEqualTo("example.co.jp refuses mail from the domain shop.example.jp (40 of 80, 50.0%)");
  }

  @Test
  void showsSmallRatesWithTwoDecimals() {
    Evidence evidence = Proof.of(10_000, 12, .001, .0012, .001, List.of());
    assertThat(playbook.title(Cause.COMPLAINT_RATE, new Scope(null, null, "a.jp"), evidence).en())
        .isEqualTo("0.12% of the mail from a.jp is reported as spam (12 of 10,000)");
  }

  @Test
  void namesOnlyProvidersThatThereAre() {
    assertThat(WellKnownProviders.load().names()).containsAll(playbook.namedProviders());
    assertThat(playbook.providerName("softbank")).isEqualTo(new Text("ソフトバンク", "SoftBank"));
    assertThat(playbook.providerName("a.jp")).isEqualTo(new Text("a.jp", "a.jp"));
  }

  @Test
  void namesFileAndLineOfAMistake() {
    assertMistake("p.txt:1: needs both ja and en", "title IP_BLOCK", "  ja 題");
    assertMistake(
        "p.txt:2: a field is \"ja\", \"en\", \"at\", \"seen\" or \"dns\"",
        "title IP_BLOCK",
        "  de Titel");
    assertMistake("p.txt:1: nothing fills [ip]", "title IP_BLOCK", "  ja {ip}", "  en {ip}");
    assertMistake("p.txt:1: there is no cause RAIN", "title RAIN", "  ja 雨", "  en rain");
    assertMistake("p.txt:1: \"step\" takes 3 words", "step IP_BLOCK x", "  ja 一", "  en one");
    assertMistake(
        "p.txt:1: no provider \"docomo\" stands above",
        "step IP_BLOCK docomo x",
        "  ja 一",
        "  en one");
    assertMistake(
        "p.txt:4: IP_BLOCK has this step twice",
        "step IP_BLOCK * x",
        "  ja 一",
        "  en one",
        "step IP_BLOCK,BOUNCE_RATE * x",
        "  ja 一",
        "  en one");
    assertMistake(
        "p.txt:1: \"at\" is no https address",
        "step IP_BLOCK * x",
        "  ja 一",
        "  en one",
        "  at http://example.com/");
    assertMistake("p.txt:3: \"ja\" stands here twice or empty", "title X", "  ja 一", "  ja 二");
    assertMistake("the playbook lacks titles or steps for IP_BLOCK");
  }

  private static void assertMistake(String message, String... texts) {
    List<Line> lines = new ArrayList<>();
    for (String text : texts) {
      lines.add(new Line("p.txt", lines.size() + 1, text));
    }
    assertThatThrownBy(() -> Playbook.of(lines)).hasMessage(message);
  }
}
