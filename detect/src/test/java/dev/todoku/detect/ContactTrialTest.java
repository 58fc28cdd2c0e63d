package dev.todoku.detect;

import static org.assertj.core.api.Assertions.assertThat;

import dev.todoku.detect.Attempt.Contact;
import dev.todoku.schema.Reason;
import dev.todoku.schema.SmtpReply;
import dev.todoku.schema.Status;
import org.junit.jupiter.api.Test;

class ContactTrialTest {
  @Test
  void whoTookMailBeforeAndIsSaidToFilterItIsCountedAsIfCalledUnknown() {
    assertThat(filtered(Contact.PROVEN).figures())
        .containsExactlyInAnyOrder(Figure.ATTEMPTS, Figure.PROVEN, Figure.PROVEN_UNKNOWN);
  }

  @Test
  void aFilterOfAStrangerSaysNothingOfLists() {
    assertThat(filtered(Contact.UNPROVEN).figures())
        .containsExactlyInAnyOrder(Figure.ATTEMPTS, Figure.UNPROVEN);
    assertThat(filtered(Contact.FIRST).figures())
        .containsExactlyInAnyOrder(Figure.ATTEMPTS, Figure.UNPROVEN, Figure.FIRST_CONTACTS);
  }

  private static Attempt filtered(Contact contact) {
    SmtpReply reply = new SmtpReply(550, null, "550 : User unknown", "end of DATA");
    return new Attempt(Status.BOUNCED, Reason.FILTERED, reply, contact, false);
  }
}
