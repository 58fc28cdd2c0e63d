package dev.todoku.web;

import dev.todoku.config.TodokuConfig;
import dev.todoku.config.WrongConfig;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.UnrecoverableKeyException;
import java.util.Optional;

/**
 * Where HTTP listens and whom it answers.
 *
 * @param host address to listen on
 * @param port port to listen on, 0 for a free one
 * @param token secret of requests, empty when they need none
 * @param requestsPerSecond of one client address
 * @param keystore PKCS #12 file for HTTPS, empty for HTTP
 * @param keystorePassword its password
 * @param access who else may ask, and what is kept of that
 */
public record HttpSettings(
    String host,
    int port,
    Optional<String> token,
    int requestsPerSecond,
    Optional<Path> keystore,
    String keystorePassword,
    Access access) {

  /**
   * Who else may ask, and what is kept of that.
   *
   * @param tokens file of further tokens, empty for none
   * @param auditReads whether each look is kept, too
   * @param proxies that sign people in
   */
  record Access(Optional<Path> tokens, boolean auditReads, TrustedProxies proxies) {
    static final Access NONE = new Access(Optional.empty(), false, TrustedProxies.NONE);
  }

  /** With one token or none, and no audit of looks. */
  HttpSettings(
      String host,
      int port,
      Optional<String> token,
      int requestsPerSecond,
      Optional<Path> keystore,
      String keystorePassword) {
    this(host, port, token, requestsPerSecond, keystore, keystorePassword, Access.NONE);
  }

  /**
   * The settings in a configuration.
   *
   * @throws WrongConfig when it would let strangers in
   */
  public static HttpSettings of(TodokuConfig config) {
    HttpSettings settings =
        new HttpSettings(
            config.httpHost(),
            config.httpPort(),
            config.httpToken(),
            config.httpRequestsPerSecond(),
            config.httpKeystore(),
            config.httpKeystorePassword(),
            new Access(config.httpTokensFile(), config.httpAuditReads(), proxies(config)));
    if (settings.token().isEmpty() && !settings.isLoopback()) {
      throw new WrongConfig("http.open", settings.host());
    }
    if (settings.access().tokens().isPresent() && settings.token().isEmpty()) {
      throw new WrongConfig("http.needsToken", "http.tokens.file");
    }
    if (!settings.access().proxies().areNone() && settings.token().isEmpty()) {
      throw new WrongConfig("http.needsToken", "http.proxy.addresses");
    }
    settings.keystore().ifPresent(file -> check(file, settings.keystorePassword()));
    return settings;
  }

  private static TrustedProxies proxies(TodokuConfig config) {
    try {
      return TrustedProxies.of(
          config.httpProxyAddresses(), config.httpProxyUserHeader(), config.httpProxyRoles());
    } catch (IllegalArgumentException e) {
      throw new WrongConfig("config.of", "http.proxy", String.valueOf(e.getMessage()));
    }
  }

  /** Says at the start which of the two keys is wrong. */
  private static void check(Path file, String password) {
    try (InputStream in = Files.newInputStream(file)) {
      KeyStore.getInstance("PKCS12").load(in, password.toCharArray());
    } catch (NoSuchFileException e) {
      throw new WrongConfig("http.noKeystore", file);
    } catch (IOException e) {
      throw e.getCause() instanceof UnrecoverableKeyException
          ? new WrongConfig("http.keystorePassword", file)
          : new WrongConfig("http.keystore", file, String.valueOf(e.getMessage()));
    } catch (GeneralSecurityException e) {
      throw new WrongConfig("http.keystore", file, String.valueOf(e.getMessage()));
    }
  }

  /**
   * Who may ask.
   *
   * @throws WrongConfig when the file of tokens cannot be read or understood
   */
  AccessTokens accessTokens() {
    try {
      return new AccessTokens(token, access.tokens(), System::nanoTime);
    } catch (IllegalArgumentException e) {
      throw new WrongConfig("config.of", "http.tokens.file", String.valueOf(e.getMessage()));
    }
  }

  boolean isLoopback() {
    try {
      return InetAddress.getByName(host).isLoopbackAddress();
    } catch (UnknownHostException e) {
      throw new WrongConfig("http.host", host);
    }
  }

  /** How clients begin an address: {@code https}, or {@code http}. */
  public String scheme() {
    return keystore.isPresent() ? "https" : "http";
  }

  /** How other instances reach this one unless the configuration says so: {@code host:port}. */
  public String reachableAs(int boundPort) {
    try {
      boolean isWildcard = InetAddress.getByName(host).isAnyLocalAddress();
      String name = isWildcard ? InetAddress.getLocalHost().getHostName() : host;
      return (name.contains(":") ? '[' + name + ']' : name) + ':' + boundPort;
    } catch (UnknownHostException e) {
      throw new WrongConfig("http.noName");
    }
  }
}
