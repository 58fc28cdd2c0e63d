package dev.todoku.collect.imap;

import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.Store;
import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLDecoder;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;

/**
 * A mailbox on an IMAP server (RFC 9051), and how to log in.
 *
 * @param host the server
 * @param port its port
 * @param isTls whether TLS begins with the connection; else by STARTTLS, which only a server on
 *     this machine need not have
 * @param user who logs in
 * @param folder what is read
 * @param secret file with the password, or with an OAuth 2.0 access token; read at every login, so
 *     that a program that renews a token can write it there
 * @param isToken whether it is a token (XOAUTH2)
 */
public record ImapAccount(
    String host,
    int port,
    boolean isTls,
    String user,
    String folder,
    Path secret,
    boolean isToken) {
  private static final String PATIENCE_MS = "30000";
  private static final int IMAP = 143;
  private static final int IMAPS = 993;

  /**
   * The mailbox at {@code url}.
   *
   * @param url as in {@code imaps://bounces%40example.jp@imap.example.jp/INBOX}
   * @throws IllegalArgumentException when it is no such address; says what is expected
   */
  public static ImapAccount of(String url, Path secret, boolean isToken) {
    try {
      URI uri = new URI(url);
      boolean isTls = "imaps".equals(uri.getScheme());
      if ((!isTls && !"imap".equals(uri.getScheme()))
          || uri.getHost() == null
          || uri.getRawUserInfo() == null
          || uri.getRawUserInfo().contains(":")) {
        throw noAddress(url);
      }
      String path = uri.getPath() == null ? "" : uri.getPath();
      int port = uri.getPort() < 0 ? (isTls ? IMAPS : IMAP) : uri.getPort();
      return new ImapAccount(
          uri.getHost(),
          port,
          isTls,
          URLDecoder.decode(uri.getRawUserInfo().replace("+", "%2B"), StandardCharsets.UTF_8),
          path.length() < 2 ? "INBOX" : path.substring(1),
          secret,
          isToken);
    } catch (URISyntaxException e) {
      throw noAddress(url);
    }
  }

  private static IllegalArgumentException noAddress(String url) {
    return new IllegalArgumentException(
        url
            + " is no address of a mailbox: expected imaps://USER@HOST/FOLDER, with %40 for an @ in"
            + " USER, and without a password");
  }

  /** What it is called in messages and positions. */
  public String name() {
    return "imap:" + user + '@' + host + ':' + port + '/' + folder;
  }

  /**
   * Logs in.
   *
   * @throws IOException when the secret cannot be read
   */
  Store connect() throws MessagingException, IOException {
    String protocol = isTls ? "imaps" : "imap";
    String prefix = "mail." + protocol + '.';
    Properties properties = new Properties();
    properties.setProperty(prefix + "connectiontimeout", PATIENCE_MS);
    properties.setProperty(prefix + "timeout", PATIENCE_MS);
    properties.setProperty(prefix + "writetimeout", PATIENCE_MS);
    properties.setProperty(prefix + "ssl.checkserveridentity", "true");
    properties.setProperty(prefix + "starttls.enable", "true");
    properties.setProperty(prefix + "starttls.required", String.valueOf(!isTls && !isHere()));
    properties.setProperty(prefix + "peek", "true");
    if (isToken) {
      properties.setProperty(prefix + "auth.mechanisms", "XOAUTH2");
    }
    Store store = Session.getInstance(properties).getStore(protocol);
    store.connect(host, port, user, Files.readString(secret).strip());
    return store;
  }

  private boolean isHere() throws UnknownHostException {
    return InetAddress.getByName(host).isLoopbackAddress();
  }
}
