package dev.todoku.evidence;

import static dev.todoku.testing.Mail.at;
import static org.assertj.core.api.Assertions.assertThat;

import dev.todoku.provider.ServerOwners;
import dev.todoku.provider.WellKnownProviders;
import dev.todoku.schema.Bounce;
import dev.todoku.schema.Complaint;
import dev.todoku.schema.MatchedBy;
import dev.todoku.schema.ReportSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ReportGraderTest {
  private static final String HANAKO = "hanako@docomo.ne.jp";
  private static final String GUESSABLE = "m1@shop.example";
  private static final String RANDOM = "7b1c53a8-8a1f-4b5e-9c63-0e5f6d2a4b19@shop.example";
  private static final VerpTokens TOKENS = new VerpTokens("0123456789abcdef0123456789abcdef");

  private static final ReportGrader GRADER =
      new ReportGrader(
          new EvidenceRules(
              Set.of("mx.shop.example"),
              Set.of("relay"),
              Set.of("yahoo.co.jp"),
              Optional.of(TOKENS)),
          WellKnownProviders.load(),
          ServerOwners.load());

  /** Of a stranger's server. */
  private static final ReportSource STRANGER =
      new ReportSource(
          null,
          at("09:00"),
          false,
          false,
          "mail.evil.example",
          "198.51.100.66",
          List.of(),
          "mailer-daemon@docomo.ne.jp",
          "news@shop.example");

  private String messageId = GUESSABLE;
  private String reported = GUESSABLE;
  private String envelopeId;
  private MatchedBy matchedBy;
  private String reportingHost = "mfsmax.docomo.ne.jp";
  private Bounce.Kind kind = Bounce.Kind.OUT_OF_BAND;
  private boolean isShared;

  @Test
  void whatATrustedProgramWritesIsProven() {
    assertThat(grade(null)).isEqualTo(EvidenceGround.TRUSTED_PROGRAM);
  }

  @Test
  void whatTheSendingServerSawItselfIsProven() {
    kind = Bounce.Kind.IN_BAND;

    assertThat(grade(STRANGER)).isEqualTo(EvidenceGround.TRUSTED_PROGRAM);
  }

  @Test
  void whatComesToATrustedMailboxIsProven() {
    assertThat(grade(source(true, false, null, List.of(), null)))
        .isEqualTo(EvidenceGround.TRUSTED_MAILBOX);
  }

  @Test
  void whatOurOwnMailSystemWritesIsProven() {
    assertThat(grade(source(false, true, null, List.of(), "MAILER-DAEMON@mx.shop.example")))
        .isEqualTo(EvidenceGround.OWN_SERVER);
  }

  @Test
  void whatAFormOnOurOwnServerSendsIsNot() {
    reportingHost = "mx.shop.example";

    assertThat(grade(source(false, true, null, List.of(), "www-data@mx.shop.example")))
        .isEqualTo(EvidenceGround.FROM_ANYWHERE);
  }

  @Test
  void aMessageIdOfOneRecipientThatNobodyGuessesIsProof() {
    messageId = RANDOM;
    reported = RANDOM;

    assertThat(grade(STRANGER)).isEqualTo(EvidenceGround.UNGUESSABLE_NAME);
  }

  @Test
  void aMessageIdThatOthersKnowIsNone() {
    messageId = RANDOM;
    reported = RANDOM;
    isShared = true;

    assertThat(grade(STRANGER)).isEqualTo(EvidenceGround.FROM_ANYWHERE);
  }

  @Test
  void aMessageIdThatTheReportDidNotNameIsNone() {
    messageId = RANDOM;
    reported = RANDOM;
    matchedBy = MatchedBy.RECIPIENT_AND_TIME;

    assertThat(grade(STRANGER)).isEqualTo(EvidenceGround.NAMES_NO_MESSAGE);
  }

  @Test
  void aMessageIdThatCanBeGuessedIsNone() {
    assertThat(grade(STRANGER)).isEqualTo(EvidenceGround.FROM_ANYWHERE);
  }

  @Test
  void anEnvelopeIdThatNobodyGuessesIsProof() {
    envelopeId = "7b1c53a88a1f4b5e9c630e5f6d2a4b19";
    matchedBy = MatchedBy.ENVELOPE_ID;

    assertThat(grade(STRANGER)).isEqualTo(EvidenceGround.UNGUESSABLE_NAME);
  }

  @Test
  void aVerpTokenThatIsMadeOfTheAddressIsNone() {
    envelopeId = "bounce+hanako=docomo.ne.jp@shop.example";
    matchedBy = MatchedBy.ENVELOPE_ID;

    assertThat(grade(STRANGER)).isEqualTo(EvidenceGround.FROM_ANYWHERE);
  }

  @Test
  void aTokenOfOursIsProofEvenOfAMessageToMany() {
    isShared = true;
    matchedBy = MatchedBy.RECIPIENT_AND_TIME;
    ReportSource toToken =
        new ReportSource(
            null,
            at("09:00"),
            false,
            false,
            "mail.evil.example",
            null,
            List.of(),
            null,
            TOKENS.addressOf("bounce@shop.example", HANAKO, GUESSABLE));

    assertThat(grade(toToken)).isEqualTo(EvidenceGround.TOKEN);
  }

  @Test
  void theProvidersMailSystemAsOurServerAuthenticatedItIsProof() {
    assertThat(
            grade(
                source(
                    false,
                    false,
                    "mail.docomo.ne.jp",
                    List.of("docomo.ne.jp"),
                    "mailer-daemon@docomo.ne.jp")))
        .isEqualTo(EvidenceGround.AUTHENTICATED);
  }

  @Test
  void aCustomerOfTheProviderIsNotItsMailSystem() {
    assertThat(
            grade(
                source(
                    false,
                    false,
                    "mail.docomo.ne.jp",
                    List.of("docomo.ne.jp"),
                    "taro@docomo.ne.jp")))
        .isEqualTo(EvidenceGround.FROM_PROVIDER);
  }

  @Test
  void anotherDomainsSignatureProvesNothing() {
    assertThat(
            grade(
                source(
                    false,
                    false,
                    "mail.evil.example",
                    List.of("evil.example"),
                    "mailer-daemon@docomo.ne.jp")))
        .isEqualTo(EvidenceGround.FROM_ANYWHERE);
  }

  @Test
  void theProvidersServerIsPlausibleWhereTheMessageIsNamed() {
    ReportSource provider =
        source(false, false, "mail.docomo.ne.jp", List.of(), "mailer-daemon@docomo.ne.jp");

    assertThat(grade(provider)).isEqualTo(EvidenceGround.FROM_PROVIDER);
    matchedBy = MatchedBy.RECIPIENT_AND_TIME;
    assertThat(grade(provider)).isEqualTo(EvidenceGround.NAMES_NO_MESSAGE);
  }

  @Test
  void whatAReportSaysOfItsServerCountsOnlyWhereNoServerHandedItOver() {
    assertThat(grade(source(false, false, null, List.of(), null)))
        .isEqualTo(EvidenceGround.FROM_PROVIDER);
    assertThat(grade(STRANGER)).isEqualTo(EvidenceGround.FROM_ANYWHERE);
  }

  @Test
  void aComplaintFromElsewhereProvesNothingHoweverWellItNamesTheMessage() {
    messageId = RANDOM;

    assertThat(complaint(STRANGER)).isEqualTo(EvidenceGround.NO_FEEDBACK_SOURCE);
  }

  @Test
  void aComplaintOfAFeedbackSourceIsAsProvenAsItsSourceOrItsMessage() {
    ReportSource server =
        source(false, false, "fbl1.yahoo.co.jp", List.of(), "feedback@yahoo.co.jp");

    assertThat(complaint(server)).isEqualTo(EvidenceGround.FROM_FEEDBACK_SOURCE);
    messageId = RANDOM;
    assertThat(complaint(server)).isEqualTo(EvidenceGround.UNGUESSABLE_NAME);
    isShared = true;
    assertThat(complaint(server)).isEqualTo(EvidenceGround.FROM_FEEDBACK_SOURCE);
    assertThat(
            complaint(source(false, false, null, List.of("yahoo.co.jp"), "feedback@yahoo.co.jp")))
        .isEqualTo(EvidenceGround.AUTHENTICATED);
  }

  @Test
  void aCustomerOfAFeedbackSourceIsNone() {
    messageId = RANDOM;
    for (List<String> authenticated : List.of(List.<String>of(), List.of("yahoo.co.jp"))) {
      assertThat(
              complaint(source(false, false, "mx1.yahoo.co.jp", authenticated, "taro@yahoo.co.jp")))
          .isEqualTo(EvidenceGround.NO_FEEDBACK_SOURCE);
    }
    assertThat(complaint(source(false, false, "mx1.yahoo.co.jp", List.of("yahoo.co.jp"), null)))
        .isEqualTo(EvidenceGround.NO_FEEDBACK_SOURCE);
  }

  @Test
  void anAuthorOfAnyNameIsNamedByItsAddress() {
    EvidenceRules rules =
        new EvidenceRules(
            Set.of(), Set.of(), Set.of("report-7@fbl.provider.example"), Optional.empty());

    assertThat(rules.isFeedbackAuthor("Report-7@fbl.provider.example")).isTrue();
    assertThat(rules.isFeedbackAuthor("report-8@fbl.provider.example")).isFalse();
    assertThat(rules.isFeedbackSource("mx.fbl.provider.example")).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "staff@hotmail.com",
        "feedback@arf.mail.yahoo.com",
        "scomp@aol.net",
        "feedbackloop@comcastfbl.senderscore.net",
        "feedbackloop@fbl.cox.net",
        "feedbackloop@feedback.postmaster.rr.com",
        "feedbackloop@fbl.zoho.com"
      })
  void theUsualAuthorsOfComplaintsAreKnown(String author) {
    assertThat(EvidenceRules.DEFAULT.isFeedbackAuthor(author)).isTrue();
  }

  private EvidenceGround grade(ReportSource source) {
    Bounce bounce =
        Bounce.builder(reported, HANAKO, at("09:00"))
            .kind(kind)
            .envelopeId(envelopeId)
            .reportingHost(reportingHost)
            .matchedBy(matchedBy)
            .source(source)
            .build();
    return GRADER.of(bounce, message(), isShared);
  }

  private EvidenceGround complaint(ReportSource source) {
    return GRADER.of(
        new Complaint(messageId, HANAKO, at("09:00"), "abuse", source), message(), isShared);
  }

  private ReportedMessage message() {
    return new ReportedMessage(messageId, HANAKO, "docomo", envelopeId);
  }

  private static ReportSource source(
      boolean trusted,
      boolean ownServer,
      String handedOverBy,
      List<String> authenticated,
      String author) {
    return new ReportSource(
        null,
        at("09:00"),
        trusted,
        ownServer,
        handedOverBy,
        null,
        authenticated,
        author,
        "news@shop.example");
  }
}
