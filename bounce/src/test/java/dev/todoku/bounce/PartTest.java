package dev.todoku.bounce;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class PartTest {

  @Test
  void partsEndBeforeTheirDelimiter() throws BrokenMessage {
    Part message =
        part(
            "Content-Type: Multipart/Mixed;\r\n BOUNDARY=\"a;b\\\"c\"; x=y\r\n\r\npreamble\r\n"
                + "--a;b\"c\r\n\r\none\r\n--a;b\"c \r\nX: y\r\n\r\ntwo\r\n\r\n"
                + "--a;b\"c--\r\n\r\n--a;b\"c\r\n\r\nepilogue\r\n");

    assertThat(texts(message.parts(10))).containsExactly("one", "two\r\n");
    assertThat(texts(message.parts(1))).containsExactly("one");
  }

  @Test
  void lastPartNeedsNoDelimiter() throws BrokenMessage {
    Part message = part("Content-Type: multipart/report; boundary=b\n\n--b\n\none\n--b\nX: y");

    assertThat(texts(message.parts(10))).containsExactly("one", "");
    assertThat(message.parts(10).get(1).header().first("x")).isEqualTo("y");
  }

  @Test
  void multipartWithoutBoundaryIsText() throws BrokenMessage {
    Part message = part("Content-Type: multipart/mixed\n\nhi\n");

    assertThat(message.type().isMultipart()).isFalse();
    assertThat(message.text()).isEqualTo("hi\n");
  }

  @Test
  void partOfDigestIsMessage() throws BrokenMessage {
    Part digest = part("Content-Type: multipart/digest; boundary=b\n\n--b\n\nSubject: x\n\n--b--");

    assertThat(digest.parts(9).get(0).type().type()).isEqualTo("message/rfc822");
    assertThat(digest.parts(9).get(0).content().header().first("Subject")).isEqualTo("x");
  }

  @Test
  void fieldsAreUnfoldedAndLinesOfNoneLeftOut() throws BrokenMessage {
    Fields header =
        part("From MAILER-DAEMON Sun Nov 1\nSubject : a\n\t b\nno field\n to it\nsubject:c\n\nx")
            .header();

    assertThat(header.all("SUBJECT")).containsExactly("a b", "c");
    assertThat(header.has("From")).isFalse();
  }

  @Test
  void headerInAnyCharsetIsRead() throws BrokenMessage {
    byte[] message = "Subject: 届かない\n\n".getBytes(Charset.forName("Shift_JIS"));

    assertThat(Part.message(message).header().first("Subject")).isEqualTo("届かない");
  }

  @Test
  void headerLongerThanAnyGenuineOneIsRefused() {
    assertThatThrownBy(() -> part("X: y\n".repeat(60_000) + "\nhi\n"))
        .isInstanceOf(BrokenMessage.class)
        .hasMessageContaining("header");
  }

  @Test
  void transferEncodingIsDecodedAsFarAsItMakesSense() throws BrokenMessage {
    assertThat(encoded("quoted-printable", "a=3Db =\r\nc  \r\n=20\t\nd=4"))
        .isEqualTo("a=b c\r\n \nd=4");
    assertThat(encoded("base64", "5bGK\r\n!44GL==44Gq")).isEqualTo("届か");
    assertThat(encoded("BASE64", "aGk")).isEqualTo("hi");
    assertThat(encoded("8bit", "a=3D")).isEqualTo("a=3D");
  }

  private static String encoded(String encoding, String body) throws BrokenMessage {
    return part("Content-Transfer-Encoding: " + encoding + "\n\n" + body).text();
  }

  private static List<String> texts(List<Part> parts) {
    return parts.stream().map(Part::text).toList();
  }

  private static Part part(String message) throws BrokenMessage {
    return Part.message(message.getBytes(StandardCharsets.UTF_8));
  }
}
