package dev.todoku.web;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class ContentCodingTest {
  private static final int LARGEST = 1_000;
  private static final byte[] BODY = "{\"event\":\"delivered\"}".getBytes(UTF_8);

  @ParameterizedTest
  @NullSource
  @ValueSource(strings = {"", "identity"})
  void leavesAPlainBodyAsItIs(String coding) {
    assertThat(ContentCoding.content(BODY, coding, LARGEST)).isEqualTo(BODY);
  }

  @ParameterizedTest
  @ValueSource(strings = {"gzip", "GZIP", " x-gzip "})
  void unpacksGzip(String coding) throws IOException {
    assertThat(ContentCoding.content(packed(BODY), coding, LARGEST)).isEqualTo(BODY);
  }

  @Test
  void stopsUnpackingWhereTheContentIsTooLarge() throws IOException {
    byte[] fits = new byte[LARGEST];

    assertThat(ContentCoding.content(packed(fits), "gzip", LARGEST)).hasSize(LARGEST);
    assertRefused(413, packed(new byte[LARGEST + 1]), "gzip");
    assertRefused(413, packed(new byte[50_000_000]), "gzip");
  }

  @Test
  void refusesWhatIsNoGzipOrBroken() throws IOException {
    assertRefused(400, BODY, "gzip");
    assertRefused(400, Arrays.copyOf(packed(BODY), 12), "gzip");
  }

  @ParameterizedTest
  @ValueSource(strings = {"br", "zstd", "deflate", "gzip, gzip"})
  void refusesOtherCodings(String coding) {
    assertRefused(415, BODY, coding);
  }

  private static void assertRefused(int status, byte[] body, String coding) {
    assertThatThrownBy(() -> ContentCoding.content(body, coding, LARGEST))
        .isInstanceOfSatisfying(
            RequestRefusedException.class,
            refused -> assertThat(refused.status()).isEqualTo(status));
  }

  private static byte[] packed(byte[] content) throws IOException {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (GZIPOutputStream out = new GZIPOutputStream(packed)) {
      out.write(content);
    }
    return packed.toByteArray();
  }
}
