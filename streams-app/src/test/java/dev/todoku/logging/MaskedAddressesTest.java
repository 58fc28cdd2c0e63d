package dev.todoku.logging;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.encoder.PatternLayoutEncoder;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.LoggingEvent;
import ch.qos.logback.core.ConsoleAppender;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.slf4j.LoggerFactory;

class MaskedAddressesTest {

  @ParameterizedTest
  @CsvSource({
    "refused yamada.taro@docomo.ne.jp, refused y***@docomo.ne.jp",
    "<a@b.jp>;<+x=y@c.test> twice, <a***@b.jp>;<+***@c.test> twice",
    "山田@例え.テスト は不達, 山***@例え.テスト は不達",
    "Task@1b2c3d4 failed, Task@1b2c3d4 failed",
    "at the end a@b.c, at the end a***@b.c",
    "a@b is no address, a@b is no address",
    "@todoku.test, @todoku.test",
    "nothing here, nothing here",
  })
  void hidesLocalPartsAndNothingElse(String line, String shown) {
    assertThat(MaskedAddresses.masked(line)).isEqualTo(shown);
  }

  @Test
  void theLogOfTheProductHidesThem() {
    LoggerContext context = (LoggerContext) LoggerFactory.getILoggerFactory();
    ConsoleAppender<ILoggingEvent> appender =
        (ConsoleAppender<ILoggingEvent>)
            context.getLogger(Logger.ROOT_LOGGER_NAME).getAppender("STDERR");
    PatternLayoutEncoder encoder = (PatternLayoutEncoder) appender.getEncoder();
    LoggingEvent event =
        new LoggingEvent(
            "x",
            context.getLogger("dev.todoku.Anything"),
            Level.ERROR,
            "no mail for {}",
            new IllegalStateException("taro@softbank.test\n refused"),
            new Object[] {"hanako@docomo.test"});

    assertThat(new String(encoder.encode(event), StandardCharsets.UTF_8))
        .contains("no mail for h***@docomo.test")
        .contains("t***@softbank.test | refused")
        .doesNotContain("hanako", "taro")
        .endsWith("\n")
        .containsOnlyOnce("\n");
  }
}
