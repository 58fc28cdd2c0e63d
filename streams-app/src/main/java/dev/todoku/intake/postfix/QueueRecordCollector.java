package dev.todoku.intake.postfix;

import dev.todoku.bounce.BounceDiagnosis;
import dev.todoku.bounce.RefusedReply;
import dev.todoku.bounce.ReplyClassifier;
import dev.todoku.hop.HopAttempt;
import dev.todoku.hop.QueueRecord;
import dev.todoku.schema.Reason;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Puts the lines of whole logs together to queue entries, in memory. A queue id that is used again
 * after its message was removed is another entry.
 */
public final class QueueRecordCollector {
  /** Lines of one second may stand in any order. */
  private static final long DISORDER = Duration.ofSeconds(2).toMillis();

  private final ReplyClassifier classifier;
  private final List<Open> entries = new ArrayList<>();
  private final Map<String, Open> current = new HashMap<>();

  public QueueRecordCollector(ReplyClassifier classifier) {
    this.classifier = classifier;
  }

  /** Takes in a line. */
  public void add(QueueLine line) {
    String key = line.host() + '/' + line.queueId();
    Open entry = current.get(key);
    if (entry == null || entry.isOver(line)) {
      entry = new Open(line.host(), line.queueId());
      entries.add(entry);
      current.put(key, entry);
    }
    entry.add(line, classifier);
  }

  /** The entries, in the order of their first lines. */
  public List<QueueRecord> entries() {
    return entries.stream().map(Open::entry).toList();
  }

  /** An entry of which lines may yet come. */
  private static final class Open {
    private final String host;
    private final String queueId;
    private final List<HopAttempt> attempts = new ArrayList<>();
    private QueueEntryIdentity identity = QueueEntryIdentity.UNKNOWN;
    private long firstLineAt;
    private long arrivedAt;
    private long removedAt;
    private long expiredAt;
    private long deletedAt;
    private @Nullable String previousQueueId;

    Open(String host, String queueId) {
      this.host = host;
      this.queueId = queueId;
    }

    boolean isOver(QueueLine line) {
      if (QueueId.isUnique(queueId)) {
        return false;
      }
      return (removedAt != 0 && line.time() > removedAt + DISORDER)
          || QueueEntryAssembler.isOfAnotherArrival(line, arrivedAt);
    }

    void add(QueueLine line, ReplyClassifier classifier) {
      if (firstLineAt == 0) {
        firstLineAt = line.time();
      }
      if (arrivedAt == 0) {
        arrivedAt = AssemblyStep.arrival(line);
      }
      if (line instanceof QueueLine.MessageIdLine named) {
        identity = identity.with(named);
      } else if (line instanceof QueueLine.FromLine from) {
        identity = identity.with(from);
      } else if (line instanceof QueueLine.AttemptLine attempt) {
        attempts.add(attempt(attempt, classifier));
      } else if (line instanceof QueueLine.RefusalLine refusal) {
        identity = identity.with(refusal.from());
        attempts.add(attempt(refusal.attempt(), classifier));
      } else if (line instanceof QueueLine.ExpiredLine expired) {
        expiredAt = expired.time();
      } else if (line instanceof QueueLine.RemovedLine removed) {
        removedAt = removed.time();
        deletedAt = removed.deleted() ? removed.time() : deletedAt;
      } else if (line instanceof QueueLine.PreviousLine previous) {
        previousQueueId = previous.previousQueueId();
      }
    }

    QueueRecord entry() {
      String id = identity.messageId() == null ? identity.resentId() : identity.messageId();
      return new QueueRecord(
          host,
          queueId,
          id,
          identity.envelopeFrom(),
          arrivedAt == 0 ? firstLineAt : arrivedAt,
          removedAt,
          expiredAt,
          deletedAt,
          previousQueueId,
          attempts);
    }

    private HopAttempt attempt(QueueLine.AttemptLine line, ReplyClassifier classifier) {
      boolean isRefused = line.result() == QueueLine.Result.BOUNCED;
      BounceDiagnosis diagnosis =
          line.result() == QueueLine.Result.SENT
              ? null
              : classifier.classify(
                  new RefusedReply(
                          line.reply(), line.recipient(), line.remoteHost(), line.time(), isRefused)
                      .from(identity.envelopeFrom()));
      HopAttempt attempt = QueueEntryEvents.hopAttempt(line);
      return diagnosis == null
          ? attempt.judged(Reason.DELIVERED, false)
          : attempt.judged(diagnosis.reason(), diagnosis.addressIsDead());
    }
  }
}
