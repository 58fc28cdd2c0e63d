package dev.todoku.cli.recipients;

import static org.assertj.core.api.Assertions.assertThat;

import dev.todoku.cli.recipients.AddressList.Row;
import java.util.List;
import org.junit.jupiter.api.Test;

class AddressListTest {

  @Test
  void readsTheColumnsThatMailServicesExport() {
    assertThat(
            AddressList.read(
                "\uFEFFemail,created,Reason\r\n"
                    + "a@b.test,2026-11-01,\"550 5.1.1, unknown\"\r\n"
                    + "c@d.test,2026-11-02,\r\n"))
        .containsExactly(
            new Row("a@b.test", "550 5.1.1, unknown", List.of()),
            new Row("c@d.test", null, List.of()));
  }

  @Test
  void readsWhatTodokuExports() {
    assertThat(
            AddressList.read(
                "recipient,since,cause,reason,dead,soft,why,message_ids\r\n"
                    + "a@b.test,2026-11-21T12:00:00Z,DEAD,USER_UNKNOWN,1,0,,m1\r\n"))
        .extracting(Row::recipient)
        .containsExactly("a@b.test");
  }

  @Test
  void readsOneAddressALineAndLeavesOutWhatIsNone() {
    assertThat(AddressList.read("a@b.test\n\n# comment\n  c@d.test \nnonsense\n"))
        .containsExactly(
            new Row("a@b.test", null, List.of()), new Row("c@d.test", null, List.of()));
    assertThat(AddressList.read("")).isEmpty();
  }

  @Test
  void readsWhichMailStreamsAnExportedListMeans() {
    assertThat(
            AddressList.read(
                "recipient,why,mail_streams\na@b.test,asked,newsletter;sale\nc@d.test,dead,\n"))
        .containsExactly(
            new Row("a@b.test", "asked", List.of("newsletter", "sale")),
            new Row("c@d.test", "dead", List.of()));
  }
}
