package dev.todoku.intake.log;

import static org.assertj.core.api.Assertions.assertThat;

import dev.todoku.intake.sender.Reported;
import dev.todoku.intake.sender.ReportedDetail;
import dev.todoku.intake.sender.ReportedKind;
import java.util.List;
import org.junit.jupiter.api.Test;

class OpenMessageCodecTest {
  @Test
  void everythingComesBack() {
    Reported report =
        new ReportBuilder(0, ReportedKind.BOUNCED)
            .recipient("ann@one.example")
            .providerId("q1")
            .messageId("m1@shop.example")
            .eventId("e1")
            .time(1_795_168_802_123L)
            .permanent(true)
            .reply("550 5.1.1 gone")
            .peerReason("bad-mailbox")
            .detail(ReportedDetail.REMOTE_HOST, "mx.one.example")
            .build();
    OpenMessage message =
        new OpenMessage(
            "m1@shop.example",
            "",
            900,
            "order",
            1_795_168_800_000L,
            true,
            false,
            List.of(new OpenMessage.Recipient("ann@one.example", true, false, 3)),
            List.of(report));
    assertThat(OpenMessage.decode(message.encode())).isEqualTo(message);
    assertThat(OpenMessage.decode(OpenMessage.UNKNOWN.encode())).isEqualTo(OpenMessage.UNKNOWN);
  }
}
