package dev.todoku.detect;

import static org.assertj.core.api.Assertions.assertThat;

import dev.todoku.schema.Reason;
import dev.todoku.schema.SmtpReply;
import dev.todoku.schema.Status;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TrialTest {
  @ParameterizedTest(name = "{0} {1} {2} {3} is {4}")
  @CsvSource({
    "BOUNCED,  BLOCKED,          550, 5.7.1,   REFUSED",
    "BOUNCED,  SPAM_DETECTED,    550, 5.7.1,   REFUSED",
    "DEFERRED, RATE_LIMITED,     450, 4.7.1,   REFUSED",
    "DEFERRED, RATE_LIMITED,     421, 4.7.28,  REFUSED",
    "DEFERRED, RATE_LIMITED,     421, 4.7.0,   REFUSED",
    "EXPIRED,  BAD_REPUTATION,   451, 4.7.500, REFUSED",
    "DEFERRED, UNDEFINED,        421, '',      REFUSED",
    "DEFERRED, UNDEFINED,        421, 4.0.0,   REFUSED",
    "DEFERRED, UNDEFINED,        421, 4.2.1,   REFUSED",
    "BOUNCED,  BLOCKED,          550, '',      REFUSED",
    "BOUNCED,  BLOCKED,          550, 5.0.0,   REFUSED",
    "BOUNCED,  BAD_REPUTATION,   554, 5.7.19,  REFUSED",
    "BOUNCED,  BAD_REPUTATION,   554, 5.7.31,  REFUSED",
    "BOUNCED,  REQUIRE_PTR,      550, 5.7.25,  PASSED",
    "BOUNCED,  AUTH_FAILURE,     550, 5.7.20,  PASSED",
    "BOUNCED,  AUTH_FAILURE,     550, 5.7.30,  PASSED",
    "BOUNCED,  AUTH_FAILURE,     550, 5.7.515, PASSED",
    "DEFERRED, AUTH_FAILURE,     421, 4.7.26,  PASSED",
    "BOUNCED,  AUTH_FAILURE,     550, 5.7.1,   PASSED",
    "BOUNCED,  POLICY_VIOLATION, 554, 5.7.9,   PASSED",
    "BOUNCED,  USER_UNKNOWN,     550, 5.1.1,   PASSED",
    "BOUNCED,  MAILBOX_FULL,     552, 5.2.2,   PASSED",
    "DEFERRED, MAILBOX_FULL,     452, 4.2.2,   PASSED",
    "BOUNCED,  USER_UNKNOWN,     550, '',      PASSED",
    "BOUNCED,  UNDEFINED,        550, 5.0.0,   PASSED",
    "BOUNCED,  EMAIL_TOO_LARGE,  552, 5.3.4,   PASSED",
    "DEFERRED, SYSTEM_ERROR,     451, 4.3.0,   NOT_COUNTED",
    "DEFERRED, SYSTEM_ERROR,     421, 4.3.2,   NOT_COUNTED",
    "DEFERRED, SYSTEM_ERROR,     421, '',      NOT_COUNTED",
    "DEFERRED, SYSTEM_ERROR,     421, 4.2.1,   NOT_COUNTED",
    "DEFERRED, NETWORK_ERROR,    421, 4.4.2,   NOT_COUNTED",
    "EXPIRED,  UNDEFINED,        0,   4.4.1,   NOT_COUNTED",
    "DEFERRED, SYSTEM_ERROR,     451, '',      NOT_COUNTED",
    "DEFERRED, UNDEFINED,        0,   '',      NOT_COUNTED",
    "DEFERRED, UNDEFINED,        0,   nonsense, NOT_COUNTED",
    "DEFERRED, SECURITY_ERROR,   0,   4.7.5,   NOT_COUNTED",
    "DEFERRED, FAILED_STARTTLS,  0,   4.7.4,   NOT_COUNTED",
    "BOUNCED,  BLOCKED,          550, 5.7.5,   REFUSED",
    "BOUNCED,  HOST_UNKNOWN,     0,   5.4.4,   NOT_COUNTED",
    "BOUNCED,  NOT_ACCEPT,       556, 5.1.10,  NOT_COUNTED",
    "BOUNCED,  NO_RELAYING,      550, 5.7.1,   NOT_COUNTED",
    "BOUNCED,  SUPPRESSED,       0,   5.7.1,   NOT_COUNTED"
  })
  void tellsRefusalsFromWhatPolicyLetPass(
      Status status, Reason reason, int code, String enhanced, Trial expected) {
    SmtpReply reply = new SmtpReply(code, enhanced.isEmpty() ? null : enhanced, null, null);
    assertThat(Trial.explicit(status, reason, reply)).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource({
    "BOUNCED,  UNDEFINED,    550, '',    true",
    "BOUNCED,  REJECTED,     554, 5.0.0, true",
    "BOUNCED,  SYSTEM_ERROR, 554, '',    true",
    "BOUNCED,  REJECTED,     554, 5.7.1, false",
    "BOUNCED,  USER_UNKNOWN, 550, '',    false",
    "BOUNCED,  UNDEFINED,    0,   '',    false",
    "DEFERRED, UNDEFINED,    450, '',    false"
  })
  void knowsRefusalsThatNothingExplains(
      Status status, Reason reason, int code, String enhanced, boolean expected) {
    SmtpReply reply = new SmtpReply(code, enhanced.isEmpty() ? null : enhanced, null, null);
    assertThat(Trial.isUnexplained(status, reason, reply)).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource({
    "RATE_LIMITED,     Greylisted,        0,        true",
    "RATE_LIMITED,     Greylisted,        10799999, true",
    "RATE_LIMITED,     Greylisted,        10800000, false",
    "RATE_LIMITED,     too many messages, 0,        false",
    "RATE_LIMITED,     Try again later,   0,        true",
    "RATE_LIMITED,     Try again later,   1799999,  true",
    "RATE_LIMITED,     Try again later,   1800000,  false",
    "BLOCKED,          blocked for now,   0,        false",
    "UNDEFINED,        not at present,    0,        true",
    "UNDEFINED,        not at present,    1,        false"
  })
  void leavesToRetriesWhatWordsDoNotDecide(
      Reason reason, String words, long refusedForMs, boolean expected) {
    SmtpReply reply = new SmtpReply(450, "4.7.1", words, null);
    assertThat(Trial.isUndecided(reason, reply, refusedForMs)).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource({
    "SYSTEM_ERROR,  451, 4.3.0, true",
    "SYSTEM_ERROR,  421, 4.3.2, false",
    "NETWORK_ERROR, 0,   '',    false",
    "RATE_LIMITED,  450, 4.7.1, true",
    "MAILBOX_FULL,  452, 4.2.2, false"
  })
  void knowsMailThatMayPassOnRetry(Reason reason, int code, String enhanced, boolean expected) {
    SmtpReply reply = new SmtpReply(code, enhanced.isEmpty() ? null : enhanced, null, null);
    Attempt attempt = new Attempt(Status.DEFERRED, reason, reply, Attempt.Contact.UNPROVEN, false);
    assertThat(attempt.isHeldBack()).isEqualTo(expected);
  }

  @Test
  void countsADeliveryAsPassedAndASendNotAtAll() {
    assertThat(Trial.explicit(Status.DELIVERED, Reason.DELIVERED, null)).isEqualTo(Trial.PASSED);
    assertThat(Trial.explicit(Status.SENT, Reason.ON_HOLD, null)).isEqualTo(Trial.NOT_COUNTED);
  }

  @Test
  void countsABounceWithoutAReplyAsPassedForTheServerHadAcceptedIt() {
    assertThat(Trial.explicit(Status.BOUNCED, Reason.UNDEFINED, null)).isEqualTo(Trial.PASSED);
  }
}
