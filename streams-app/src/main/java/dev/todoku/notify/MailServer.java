package dev.todoku.notify;

import java.util.Locale;
import java.util.Properties;

/**
 * A mail server that takes messages (RFC 6409).
 *
 * @param host its name or address
 * @param port its port
 * @param security how the connection is kept secret
 * @param user who signs in, empty for nobody
 * @param password empty for none
 */
public record MailServer(String host, int port, Security security, String user, String password) {
  private static final String PATIENCE_MS = "10000";

  /** How a connection is kept secret. */
  public enum Security {
    /** Not at all: for a server on this machine. */
    NONE,
    /** TLS after STARTTLS (RFC 3207), or nothing is sent. */
    STARTTLS,
    /** TLS from the beginning (RFC 8314). */
    TLS;

    /** The one with {@code name} in any case. */
    public static Security of(String name) {
      return valueOf(name.toUpperCase(Locale.ROOT));
    }
  }

  Properties settings() {
    Properties settings = new Properties();
    settings.put("mail.smtp.host", host);
    settings.put("mail.smtp.port", Integer.toString(port));
    settings.put("mail.smtp.connectiontimeout", PATIENCE_MS);
    settings.put("mail.smtp.timeout", PATIENCE_MS);
    settings.put("mail.smtp.writetimeout", PATIENCE_MS);
    settings.put("mail.smtp.auth", Boolean.toString(!user.isEmpty()));
    settings.put("mail.smtp.ssl.enable", Boolean.toString(security == Security.TLS));
    settings.put("mail.smtp.starttls.enable", Boolean.toString(security == Security.STARTTLS));
    settings.put("mail.smtp.starttls.required", Boolean.toString(security == Security.STARTTLS));
    settings.put("mail.smtp.ssl.checkserveridentity", "true");
    return settings;
  }

  /** Without the password. */
  @Override
  public String toString() {
    return host + ':' + port;
  }
}
