package dev.todoku.cli.replay;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class InputKindTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          mail.log       | Nov 21 20:47:43 mx postfix/qmgr[332]: x      | LOG
          mail.log       | 2026-11-21T20:58:31.8+00:00 vm postfix/x: y  | LOG
          syslog         | <22>1 2026-11-21T20:58:31Z vm postfix - - y  | LOG
          mail.ndjson    | {"ts":"x","host":"vm","msg":"y"}             | LOG
          sends.ndjson   | {"messageId":"x","recipient":"y"}            | EVENTS
          broken.ndjson  | {"messageId":                                | EVENTS
          1700.M1.mx     | Return-Path: <>                              | MESSAGE
          Maildir/new/17 | anything                                     | MESSAGE
          bounce.eml     | anything                                     | MESSAGE
          mbox           | From MAILER-DAEMON Sat Nov 21 20:47:53 2026  | MBOX
          """)
  void isToldByNameAndFirstLine(String path, String firstLine, InputKind kind) {
    assertThat(InputKind.of(Path.of(path), List.of(firstLine))).contains(kind);
  }

  @Test
  void othersAreNotGuessed() {
    assertThat(InputKind.of(Path.of("README.md"), List.of("# Genuine samples"))).isEmpty();
    assertThat(InputKind.of(Path.of("empty"), List.of())).isEmpty();
  }
}
