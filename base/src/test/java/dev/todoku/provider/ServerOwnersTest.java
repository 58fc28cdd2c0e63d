package dev.todoku.provider;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.todoku.table.Table;
import java.io.StringReader;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ServerOwnersTest {
  @Test
  void aServerThatNoTableNamesBelongsToTheDomainAbove() {
    ServerOwners owners = ServerOwners.load();

    assertThat(owners.of("mx1.mail.example.co.jp")).isEqualTo("example.co.jp");
    assertThat(owners.of("mx1.mail.example.com")).isEqualTo("example.com");
    assertThat(owners.isKnown("example.com")).isFalse();
  }

  @ParameterizedTest
  @CsvSource({"Bad Name;a.jp", "good;jp", "good;A.JP"})
  void shouldNameThePlaceOfAMistake(String line) {
    assertThatThrownBy(
            () ->
                ServerOwners.of(
                    Table.lines("x", new StringReader(line.replace(';', '\t'))), List.of()))
        .hasMessageStartingWith("x:1: ");
  }
}
