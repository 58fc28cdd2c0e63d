package dev.todoku.privacy;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.todoku.schema.Address;
import dev.todoku.schema.Limits;
import dev.todoku.schema.Outcome;
import dev.todoku.schema.SmtpReply;
import dev.todoku.schema.Topics;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class PrivateJsonTest {
  private static final Pseudonyms PSEUDONYMS =
      new Pseudonyms("0123456789abcdef0123456789abcdef", Address.DEFAULT);
  private static final String HANAKO = PSEUDONYMS.of("hanako@docomo.ne.jp");
  private static final String LOCAL = HANAKO.substring(0, HANAKO.indexOf('@'));

  private final PrivateJson json = new PrivateJson(PSEUDONYMS);

  /** P stands for the pseudonym, L for its local part. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "550 <Hanako@docomo.ne.jp>: User unknown | 550 <P>: User unknown",
        "550 Unknown user hanako | 550 Unknown user L",
        "550 Unknown user HANAKO. | 550 Unknown user L.",
        "550 hanakoko, hanako.k and x-hanako stay | 550 hanakoko, hanako.k and x-hanako stay",
        "rfc822;hanako@docomo.ne.jp. | rfc822;P.",
        "orcpt=hanako@docomo.ne.jp | orcpt=P",
        "bounce+hanako=docomo.ne.jp@shop.example | NOT hanako",
        "forwarded for taro@ex.test | NOT taro",
        "taro@[192.0.2.1] | NOT taro",
        "550 5.1.1 no mailbox here | 550 5.1.1 no mailbox here",
      })
  void hidesAddressesInWhatServersSay(String reply, String expected) {
    String hidden =
        hide("{\"recipient\":\"Hanako@docomo.ne.jp\",\"reply\":{\"text\":\"" + reply + "\"}}")
            .at("/reply/text")
            .stringValue();
    if (expected.startsWith("NOT ")) {
      assertThat(hidden).doesNotContainIgnoringCase(expected.substring(4));
    } else {
      assertThat(hidden).isEqualTo(expected.replace("P", HANAKO).replace("L", LOCAL));
    }
  }

  @Test
  void leavesOutWhatNamesPeopleOtherwise() {
    JsonNode hidden =
        hide(
            "{\"recipient\":\"hanako@docomo.ne.jp\",\"details\":{\"recipientName\":\"Hanako\","
                + "\"subject\":\"Dear Hanako\",\"replyTo\":\"taro@ex.test\",\"size\":7}}");
    assertThat(hidden.at("/details").has("recipientName")).isFalse();
    assertThat(hidden.at("/details").has("subject")).isFalse();
    assertThat(hidden.at("/details/size").intValue()).isEqualTo(7);
    assertThat(hidden.toString()).doesNotContainIgnoringCase("hanako").doesNotContain("taro@");
  }

  @Test
  void takesNoReplyCodeForAName() {
    JsonNode hidden = hide("{\"recipient\":\"550@b.test\",\"reply\":{\"text\":\"550 no 550\"}}");
    assertThat(hidden.at("/reply/text").stringValue()).isEqualTo("550 no 550");
  }

  @Test
  void hidesARecipientThatIsNoAddressForAPattern() {
    JsonNode hidden = hide("{\"recipient\":\"\\\"a (b\\\"@b.test\",\"because\":[]}");
    assertThat(hidden.at("/recipient").stringValue()).matches("p-[0-9a-f]{32}@b.test");
  }

  @Test
  void leavesMessageIdsAndRemediesAlone() {
    String alert =
        """
        {"messageId":"1@shop.example","title":{"en":"to hanako@docomo.ne.jp"},\
        "remedy":[{"text":{"en":"ask postmaster@docomo.ne.jp"}}],\
        "samples":[{"messageId":"2@shop.example","recipient":"R"}],"score":0.1,"time":12}\
        """;
    String hidden =
        new String(json.hide(alert.replace("\"R\"", "\"a@b.test\"").getBytes(UTF_8)), UTF_8);
    assertThat(hidden).isEqualTo(alert.replace("\"R\"", '"' + PSEUDONYMS.of("a@b.test") + '"'));
  }

  @Test
  void makesNoTextLongerThanReadersAccept() {
    String names = "a@b.test ".repeat(110);
    String hidden =
        hide("{\"recipient\":\"a@b.test\",\"note\":\"" + names + "\"}").at("/note").stringValue();
    assertThat(hidden).hasSizeLessThan(Limits.REPLY).startsWith(PSEUDONYMS.of("a@b.test"));
  }

  @Test
  void isReadAgainWithTheAddressByWhoeverKnowsIt() {
    byte[] hidden =
        json.hide(
            """
            {"messageId":"m@shop.example","recipient":"hanako@docomo.ne.jp","provider":"docomo",
             "status":"BOUNCED","reason":"USER_UNKNOWN","fault":"ADDRESS",
             "stoppedAt":"RECEIVING_SERVER","addressIsDead":true,"revision":1,"time":1700000000000,
             "reply":{"code":550,"text":"550 <hanako@docomo.ne.jp>"}}\
            """
                .getBytes(UTF_8));
    Outcome outcome =
        Topics.OUTCOMES
            .valueSerde()
            .deserializer()
            .deserialize("", Revealed.of(hidden, "hanako@docomo.ne.jp", PSEUDONYMS));
    assertThat(List.of(outcome.recipient(), outcome.reply()))
        .containsExactly(
            "hanako@docomo.ne.jp", new SmtpReply(550, null, "550 <hanako@docomo.ne.jp>", null));
    assertThat(new String(hidden, UTF_8)).doesNotContain("hanako");
  }

  private JsonNode hide(String record) {
    return JsonMapper.shared().readTree(json.hide(record.getBytes(UTF_8)));
  }
}
