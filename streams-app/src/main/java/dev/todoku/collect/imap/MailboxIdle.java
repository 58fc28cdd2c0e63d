package dev.todoku.collect.imap;

import jakarta.mail.MessagingException;
import org.eclipse.angus.mail.imap.IMAPFolder;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Waits until an IMAP server says that something in a folder has changed (IDLE, RFC 2177), in a
 * thread of its own. Whoever uses the folder meanwhile ends the wait.
 */
final class MailboxIdle {
  private static final Logger LOG = LoggerFactory.getLogger(MailboxIdle.class);

  private final IMAPFolder folder;
  private final int known;
  private volatile boolean isWaiting = true;
  private volatile boolean isRefused;

  private MailboxIdle(IMAPFolder folder, int known) {
    this.folder = folder;
    this.known = known;
  }

  /**
   * Begins to wait.
   *
   * @param known number of messages when it was last looked at: with another one there is nothing
   *     to wait for
   */
  static MailboxIdle begin(IMAPFolder folder, int known) {
    MailboxIdle idle = new MailboxIdle(folder, known);
    Thread thread = new Thread(idle::await, "imap-idle");
    thread.setDaemon(true);
    thread.start();
    return idle;
  }

  private void await() {
    try {
      if (folder.getMessageCount() == known) {
        folder.idle(true);
      }
    } catch (MessagingException | IllegalStateException e) {
      isRefused = true;
      LOG.debug("cannot wait for {}: it is looked at instead", folder.getFullName(), e);
    } finally {
      isWaiting = false;
    }
  }

  /** Whether the server has said nothing since. */
  boolean isWaiting() {
    return isWaiting;
  }

  /** Whether the server did not let it wait, or the connection broke. */
  boolean isRefused() {
    return isRefused;
  }
}
