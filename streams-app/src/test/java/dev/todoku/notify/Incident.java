package dev.todoku.notify;

import dev.todoku.schema.Alert;
import dev.todoku.schema.Cause;
import dev.todoku.schema.Evidence;
import dev.todoku.schema.RemedyStep;
import dev.todoku.schema.Scope;
import dev.todoku.schema.Severity;
import dev.todoku.schema.SmtpReply;
import dev.todoku.schema.Text;
import dev.todoku.testing.Proof;
import java.time.Instant;
import java.util.List;

/** An incident of the tests: docomo refuses an address from 10:20 to 15:07 in Tokyo. */
record Incident(
    String id,
    int revision,
    Alert.State state,
    Severity severity,
    Cause cause,
    Scope scope,
    long time,
    long resolvedAt) {
  static final long ONSET = 1_795_396_800_000L;
  static final long MINUTE = 60_000L;

  static Incident open(String id) {
    return new Incident(
        id,
        1,
        Alert.State.OPEN,
        Severity.CRITICAL,
        Cause.IP_BLOCK,
        new Scope("docomo", "203.0.113.5", null),
        ONSET + 3 * MINUTE,
        0);
  }

  Incident advice() {
    return severity(Severity.ADVICE);
  }

  Incident severity(Severity severity) {
    return new Incident(id, revision, state, severity, cause, scope, time, resolvedAt);
  }

  Incident cause(Cause cause) {
    return new Incident(id, revision, state, severity, cause, scope, time, resolvedAt);
  }

  Incident scope(Scope scope) {
    return new Incident(id, revision, state, severity, cause, scope, time, resolvedAt);
  }

  Incident updated(long later) {
    return next(Alert.State.UPDATED, time + later, 0);
  }

  Incident ended(long later) {
    return next(Alert.State.RESOLVED, ONSET + later, ONSET + later);
  }

  Incident withdrawn() {
    return next(Alert.State.WITHDRAWN, time + MINUTE, 0);
  }

  private Incident next(Alert.State state, long time, long resolvedAt) {
    return new Incident(id, revision + 1, state, severity, cause, scope, time, resolvedAt);
  }

  Alert alert() {
    Evidence.Sample sample =
        new Evidence.Sample(
            ONSET + 28_000,
            "m1@shop.example.jp",
            "shop.example.jp",
            "demo-3424@docomo.ne.jp",
            new SmtpReply(550, "5.7.1", "550 5.7.1 Service\r\n unavailable", "RCPT TO"));
    return Alert.builder(id, cause, severity, scope)
        .revision(revision)
        .state(state)
        .onset(ONSET)
        .detectedAt(ONSET + MINUTE)
        .time(time)
        .resolvedAt(resolvedAt)
        .title(
            new Text(
                "NTTドコモが送信元IP 203.0.113.5 からのメールを拒否しています(1,214通中1,190通、98.0%)",
                "NTT docomo refuses mail from source IP 203.0.113.5 (1,190 of 1,214, 98.0%)"))
        .evidence(
            Proof.of(
                1_214,
                1_190,
                0.01,
                9,
                8,
                List.of(sample),
                new Evidence.Indication("others", true, null, new Text("他の送信元は正常", "others pass")),
                Evidence.Indication.of("too-few", false, "3")))
        .remedy(
            List.of(
                new RemedyStep(
                    "rules",
                    new Text("ドコモの条件を確認してください。", "Read docomo's conditions."),
                    "https://www.docomo.ne.jp/info/spam_mail/"),
                new RemedyStep("slow", new Text("送信速度を下げてください。", "Send slowly."), null),
                new RemedyStep("third", new Text("三つ目の手順", "a third step"), null)))
        .build();
  }

  Notification notification(NotificationKind kind) {
    return new Notification(kind, alert(), null, Instant.ofEpochMilli(time));
  }

  Notification notification(NotificationKind kind, Incident previous) {
    return new Notification(
        kind, alert(), previous.delivered("ops", ONSET + 5 * MINUTE), Instant.ofEpochMilli(time));
  }

  Delivered delivered(String target, long sentAt) {
    return Delivered.of(
        target, notification(NotificationKind.OPENED), Instant.ofEpochMilli(sentAt));
  }
}
