package dev.todoku.bounce;

import static org.assertj.core.api.Assertions.assertThat;

import dev.todoku.schema.Reason;
import dev.todoku.schema.SmtpReply;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Replies as the world's mail servers word them, all to RCPT. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DialectsTest {
  private final ReplyRules rules = ReplyRules.load();

  @ParameterizedTest(name = "{0}: {1}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          550 5.1.1 <a@b.test>: Recipient address rejected: User unknown in local recipient table | USER_UNKNOWN
          550 5.1.1 <a@b.test>: Recipient address rejected: User unknown in virtual mailbox table | USER_UNKNOWN
          550 5.1.1 <a@b.test>: Recipient address rejected: undeliverable address: host mx said: no | USER_UNKNOWN
          450 4.1.1 <a@b.test>: Recipient address rejected: unverified address: Address verification in progress | ON_HOLD
          450 4.2.0 <a@b.test>: Recipient address rejected: Greylisted, see http://postgrey.test/help | RATE_LIMITED
          450 4.1.8 <s@c.test>: Sender address rejected: Domain not found | REJECTED
          450 4.7.25 Client host rejected: cannot find your hostname, [192.0.2.1] | REQUIRE_PTR
          554 5.7.1 Service unavailable; Client host [192.0.2.1] blocked using zen.spamhaus.org | BLOCKED
          552 5.3.4 Message size exceeds fixed limit | EMAIL_TOO_LARGE
          452 4.3.1 Insufficient system storage | SYSTEM_FULL
          550 Unrouteable address | HOST_UNKNOWN
          550 No such person at this address | USER_UNKNOWN
          550 Sender verify failed | REJECTED
          550-Verification failed for <s@c.test> 550 Sender verify failed | REJECTED
          550 relay not permitted | NO_RELAYING
          553 sorry, that domain isn't in my list of allowed rcpthosts (#5.7.1) | NO_RELAYING
          511 sorry, no mailbox here by that name (#5.1.1 - chkuser) | USER_UNKNOWN
          550 sorry, no mailbox here by that name. (#5.7.17) | HAS_MOVED
          550 5.1.1 RESOLVER.ADR.RecipNotFound; not found | USER_UNKNOWN
          550 5.1.10 RESOLVER.ADR.RecipientNotFound; Recipient not found by SMTP address lookup | USER_UNKNOWN
          550 5.4.1 Recipient address rejected: Access denied. AS(201806281) | USER_UNKNOWN
          550 5.7.1 TRANSPORT.RULES.RejectMessage; the message was rejected by organization policy | POLICY_VIOLATION
          550 5.7.133 RESOLVER.RST.SenderNotAuthenticatedForGroup; authentication required | SECURITY_ERROR
          550 5.7.1 Unfortunately, messages from [192.0.2.1] weren't sent. part of their network is on our block list (S3140) | BLOCKED
          550 5.7.515 Access denied, sending domain c.test does not meet the required authentication level | AUTH_FAILURE
          451 4.7.650 The mail server [192.0.2.1] has been temporarily rate limited due to IP reputation. (S775) | BAD_REPUTATION
          550 5.2.2 STOREDRV.Deliver; mailbox full. The recipient's mailbox is full | MAILBOX_FULL
          550-5.1.1 The email account that you tried to reach does not exist. Please try https://support.google.com/mail/?p=NoSuchUser | USER_UNKNOWN
          550-5.2.1 The email account that you tried to reach is inactive. | SUSPENDED
          452-4.2.2 The recipient's inbox is out of storage space. https://support.google.com/mail/?p=OverQuotaTemp | MAILBOX_FULL
          421-4.7.28 Gmail has detected an unusual rate of unsolicited mail originating from your IP address. | RATE_LIMITED
          550-5.7.26 Your email has been blocked because the sender is unauthenticated. | AUTH_FAILURE
          550-5.7.25 The IP address sending this message does not have a PTR record | REQUIRE_PTR
          450-4.2.1 The user you are trying to contact is receiving mail at a rate that prevents additional messages | RATE_LIMITED
          554 delivery error: dd This user doesn't have a yahoo.com account (a@yahoo.com) [0] - mta1.mail.bf1.yahoo.com | USER_UNKNOWN
          554 30 Sorry, your message to a@aol.com cannot be delivered. This mailbox is disabled (554.30). | SUSPENDED
          421 4.7.0 [TSS04] Messages from 192.0.2.1 temporarily deferred due to user complaints | BAD_REPUTATION
          553 5.7.1 [BL21] Connections will not be accepted from 192.0.2.1 | BLOCKED
          550 5.1.1 unknown or illegal alias: a@me.com | USER_UNKNOWN
          554 5.7.1 [HM08] Message rejected due to local policy. Please visit https://support.apple.com | SPAM_DETECTED
          550 Requested action not taken: mailbox unavailable For explanation visit http://postmaster.gmx.net | USER_UNKNOWN
          554-gmx.net (mxgmx) Nemesis ESMTP Service not available 554-No SMTP service 554-Bad DNS PTR resource record. | REQUIRE_PTR
          554 IP=192.0.2.1 - A problem occurred. (Ask your postmaster for help or to contact tosa@rx.t-online.de to clarify.) (BL) | BLOCKED
          550 5.1.1 Adresse d au moins un destinataire invalide. Invalid recipient. OFR_416 [416] | USER_UNKNOWN
          550 5.2.0 Mail rejete. Mail rejected. OFR_506 [506] | SPAM_DETECTED
          421 mwinf5c79 ME Trop de connexions, veuillez verifier votre configuration. OFR005_104 [104] | RATE_LIMITED
          421 4.2.0 Service refuse. Veuillez essayer plus tard. Service refused, please try later. OFR005_505 [505] | SYSTEM_ERROR
          421 mwinf5c77 ME Service refuse. Veuillez essayer plus tard. OFR_999 [999] | BLOCKED
          550 5.5.0 Service refuse. Veuillez essayer plus tard. service refused, please try later. LPN007_510 | BLOCKED
          571 5.7.1 Message refused, DMARC verification Failed. LPN007_517 | AUTH_FAILURE
          552 5.2.2 Le quota de la boîte du destinataire est dépassé | MAILBOX_FULL
          550 Destinataire inconnu | USER_UNKNOWN
          550 5.1.1 Benutzer unbekannt | USER_UNKNOWN
          552 Postfach ist voll | MAILBOX_FULL
          550 Empfänger unbekannt | USER_UNKNOWN
          550 Usuario desconocido | USER_UNKNOWN
          552 Buzón lleno | MAILBOX_FULL
          550 Usuário inexistente | USER_UNKNOWN
          550 Utente sconosciuto | USER_UNKNOWN
          552 Casella piena | MAILBOX_FULL
          550 Onbekende gebruiker | USER_UNKNOWN
          550 5.1.1 Użytkownik nie istnieje | USER_UNKNOWN
          550 Такого пользователя нет | USER_UNKNOWN
          552 Почтовый ящик переполнен | MAILBOX_FULL
          550 Message was not accepted -- invalid mailbox. Local mailbox a@mail.ru is unavailable: user not found | USER_UNKNOWN
          550 spam message rejected. Please visit http://help.mail.ru/notspam-support | SPAM_DETECTED
          554 5.7.1 [1] Message rejected under suspicion of SPAM; https://ya.cc/1IrBc | SPAM_DETECTED
          550 Mailbox not found. http://service.mail.qq.com/cgi-bin/help?subtype=1&&id=20022&&no=1000728 | USER_UNKNOWN
          550 Mailbox unavailable or access denied [a=]. http://service.mail.qq.com | FILTERED
          550 Ip frequency limited. http://service.mail.qq.com/cgi-bin/help?id=20022 | RATE_LIMITED
          554 DT:SPM 163 smtp4,wKgB http://mail.163.com/help/help_spam_16.htm | SPAM_DETECTED
          550 MI:SPF mx1,abc http://mail.163.com | AUTH_FAILURE
          550 用户不存在 | USER_UNKNOWN
          552 邮箱空间不足 | MAILBOX_FULL
          550 無此使用者 | USER_UNKNOWN
          550 존재하지 않는 사용자입니다 | USER_UNKNOWN
          550 宛先不明 | USER_UNKNOWN
          550 5.1.1 No such user - psmtp | USER_UNKNOWN
          550 Rejected by header based Anti-Spoofing policy: a@b.test - https://community.mimecast.com/docs | POLICY_VIOLATION
          451 4.7.1 Service unavailable - try again later. Local CT IP Reputation - (reject) | BAD_REPUTATION
          554 Blocked - see https://ipcheck.proofpoint.com/?ip=192.0.2.1 | BLOCKED
          550 permanent failure for one or more recipients (a@b.test:blocked) | FILTERED
          550 #5.1.0 Address rejected. | USER_UNKNOWN
          550 #5.7.1 Your access to submit messages to this e-mail system has been rejected. | BLOCKED
          554 5.7.1 The file attachment.exe is a banned attachment | POLICY_VIOLATION
          552 5.7.0 Our system detected an illegal attachment on your message. | POLICY_VIOLATION
          552-5.7.0 This message was blocked because its content presents a potential security issue. | POLICY_VIOLATION
          554 5.6.1 Eicar-Test-Signature virus found | VIRUS_DETECTED
          550 5.7.1 Message contains spam or virus. | SPAM_DETECTED
          550 5.1.1 User does not exist - <a@zoho.test> | USER_UNKNOWN
          550 5.4.6 Unusual sending activity detected. Please try after sometime | BLOCKED
          552 <a@b.test>: Recipient address rejected: Mailbox is over quota | MAILBOX_FULL
          550 <a@b.test>: Recipient address rejected: User does not exist. | USER_UNKNOWN
          550 5.1.1 Recipient not found. <a@groupwise.test> | USER_UNKNOWN
          550 User a (a@notes.test) not listed in Domino Directory | USER_UNKNOWN
          550 5.1.1 Unknown user | USER_UNKNOWN
          421 Temporarily rejected. Reverse DNS for this IP failed. IB108 | REQUIRE_PTR
          550 This IP has sent too many messages this hour. IB504 | RATE_LIMITED
          550 5.1.0 <s@c.test> sender rejected. Refer to https://www.cox.test/email-error-codes.html AUP#CXSNDR | AUTH_FAILURE
          421 cox too many connections AUP#CXCNCT | RATE_LIMITED
          421 charter.net Limits exceeded AUP#In-1310 | RATE_LIMITED
          554 5.7.1 [HME1] This message was blocked for failing both authentication checks | AUTH_FAILURE
          451 Message temporarily deferred due to unresolvable RFC.5321 from domain | REJECTED
          554 delivery error: dd Sorry, a@yahoo.com is no longer valid. | SUSPENDED
          550 Suspected bounce attacks http://service.mail.qq.com/cgi-bin/help | BLOCKED
          550 Administrative prohibition - envelope blocked - https://community.mimecast.com/docs | REJECTED
          451 Account inbounds disabled | NOT_ACCEPT
          550 User is not found. http://mail.i.ua/err/2/ | USER_UNKNOWN
          550 The mailbox was not used for more than 3 months. http://mail.i.ua/err/3/ | SUSPENDED
          552 5.3.4 The size of your message exceeds the limit. https://support.google.com/mail/?p=MaxSizeError | EMAIL_TOO_LARGE
          550 Administrative prohibition | REJECTED
          554 5.7.1 Too many spams from your IP (192.0.2.1), please visit http://postmaster.free.fr/ | BLOCKED
          550 5.1.1 <a@b.test>: recipient not ok | USER_UNKNOWN
          550 no existe dicha persona | USER_UNKNOWN
          552 The user's space has been used up. | MAILBOX_FULL
          554 Message rejected due to user rules | FILTERED
          550 5.4.6 mail for b.test loops back to myself | SYSTEM_ERROR
          454 4.7.0 TLS not available due to local problem | FAILED_STARTTLS
          530 5.7.0 Must issue a STARTTLS command first | FAILED_STARTTLS
          421 Too many concurrent SMTP connections; please try again later. | RATE_LIMITED
          550 5.7.1 Messages with multiple addresses in From: header are not accepted. | NOT_COMPLIANT_RFC
          554 5.4.6 Too many hops | NETWORK_ERROR
          550 5.1.6 Recipient has moved to a new address | HAS_MOVED
          556 5.1.10 Recipient address has null MX | NOT_ACCEPT
          550 5.7.1 Client is not authorized to send from this address: SPF fail | AUTH_FAILURE
          550 5.5.1 Bad sequence of commands | SYNTAX_ERROR
          """)
  void names(String text, Reason reason) {
    BounceDiagnosis diagnosis =
        rules.classify(RefusedReply.of(new SmtpReply(0, null, text, "RCPT TO")));
    assertThat(diagnosis.reason()).as("by %s", diagnosis.rule()).isEqualTo(reason);
  }
}
