package dev.todoku.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.todoku.schema.AuditRecord;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.streams.KafkaStreams.State;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Who may ask what; a request that may answers 503, since nothing is behind the server yet. */
class AccessTest {
  private static final String MASTER = "correct-horse-battery";
  private static final int ALLOWED = 503;

  @TempDir Path dir;
  private WebServer server;

  @BeforeEach
  void start() throws IOException {
    Path file = dir.resolve("tokens");
    Files.write(
        file,
        List.of(
            "# support, on-call, the shop's service",
            line("support", "read", "token-of-support"),
            line("on-call", "read,operate", "token-of-on-call"),
            line("shop", "ingest", "token-of-the-shop"),
            line("tenant", "read", "token-of-a-tenant") + " shop.example,news.example"));
    HttpSettings settings =
        new HttpSettings(
            "127.0.0.1",
            0,
            Optional.of(MASTER),
            1_000,
            Optional.empty(),
            "",
            new HttpSettings.Access(
                Optional.of(file),
                false,
                TrustedProxies.of(
                    List.of("127.0.0.2", "192.0.2.0/24"),
                    "X-Remote-User",
                    List.of("read", "operate"))));
    server =
        WebServer.start(
            settings,
            new Readiness(() -> State.RUNNING, List::of),
            new PrometheusMeterRegistry(PrometheusConfig.DEFAULT));
  }

  @AfterEach
  void stop() {
    server.close();
  }

  @ParameterizedTest
  @CsvSource({
    "token-of-support,      GET,  /api/incidents,         503",
    "token-of-support,      POST, /intake/recipients,     403",
    "token-of-support,      POST, /intake/incident-notes, 403",
    "token-of-support,      POST, /api/share,             403",
    "token-of-support,      POST, /intake/sends,          403",
    "token-of-support,      GET,  /state/recipient,       403",
    "token-of-on-call,      POST, /intake/recipients,     503",
    "token-of-on-call,      POST, /api/share,             503",
    "token-of-on-call,      POST, /intake/sends,          403",
    "token-of-the-shop,     POST, /intake/sends,          503",
    "token-of-the-shop,     POST, /intake/recipients,     403",
    "token-of-the-shop,     GET,  /api/incidents,         403",
    "correct-horse-battery, GET,  /state/recipient,       503",
    "correct-horse-battery, POST, /intake/recipients,     503",
    "nobody-has-this-token, GET,  /api/incidents,         401",
    "token-of-a-tenant,     GET,  /api/explain,           503",
    "token-of-a-tenant,     GET,  /api/providers/docomo,  503",
    "token-of-a-tenant,     GET,  /api/suppressions,      503",
    "token-of-a-tenant,     GET,  /api/incident/mail,     503",
    "token-of-a-tenant,     GET,  /api/check,             403",
  })
  void aTokenMayDoWhatItsRolesSay(String token, String method, String path, int status)
      throws Exception {
    HttpRequest.Builder request = request(path).header("Authorization", "Bearer " + token);
    assertThat(send(request.method(method, HttpRequest.BodyPublishers.noBody())).statusCode())
        .isEqualTo(status);
  }

  @Test
  void whoSignsInGetsACookieThatScriptsAndOtherSitesDoNotHave() throws Exception {
    HttpResponse<String> signedIn = signIn("token-of-on-call");
    assertThat(signedIn.body()).contains("on-call", "READ", "OPERATE").doesNotContain("token-of");
    String cookie = signedIn.headers().firstValue("Set-Cookie").orElseThrow();
    assertThat(cookie)
        .contains("; HttpOnly; SameSite=Strict; Max-Age=43200")
        .doesNotContain("token-of");

    String value = cookie.substring(0, cookie.indexOf(';'));
    assertThat(send(request("/api/incidents").header("Cookie", value)).statusCode())
        .isEqualTo(ALLOWED);
    assertThat(change(value, "http://127.0.0.1:" + server.port())).isEqualTo(ALLOWED);
    assertThat(change(value, "http://elsewhere.test")).isEqualTo(401);
    assertThat(send(request("/api/incidents").header("Cookie", value + "0")).statusCode())
        .isEqualTo(401);
    assertThat(signIn("nobody-has-this-token").statusCode()).isEqualTo(401);
  }

  @Test
  void aPersonWhomATrustedProxyNamesMayDoWhatProxiedPeopleMay() throws Exception {
    String hanako = "X-Remote-User: hanako";
    assertThat(from("127.0.0.2", "GET /api/incidents", hanako)).isEqualTo(ALLOWED);
    assertThat(from("127.0.0.2", "GET /api/incidents")).isEqualTo(401);
    assertThat(from("127.0.0.2", "GET /api/incidents", "X-Remote-User: ")).isEqualTo(401);
    assertThat(from("127.0.0.2", "GET /state/recipient", hanako)).isEqualTo(403);
    assertThat(from("127.0.0.2", "POST /intake/sends", hanako)).isEqualTo(403);
    assertThat(from("127.0.0.3", "GET /api/incidents", hanako)).as("not a proxy").isEqualTo(401);
  }

  @Test
  void whatIsChangedThroughAProxyComesFromOurOwnPage() throws Exception {
    String hanako = "X-Remote-User: hanako";
    String asked = "X-Forwarded-Host: todoku.example.org";
    String change = "POST /intake/recipients";
    assertThat(from("127.0.0.2", change, hanako, asked, "Origin: https://todoku.example.org"))
        .isEqualTo(ALLOWED);
    assertThat(from("127.0.0.2", change, hanako, asked, "Origin: https://elsewhere.test"))
        .isEqualTo(401);
  }

  @Test
  void proxiesAreAddressesOrNetworks() {
    TrustedProxies proxies =
        TrustedProxies.of(List.of("192.0.2.128/25", "2001:db8::/32"), "X", List.of("read"));
    assertThat(proxies.caller("192.0.2.129", "hanako"))
        .hasValue(
            new Caller("hanako", AuditRecord.Via.PROXY, Set.of(AccessRole.READ), FromDomains.ALL));
    assertThat(proxies.caller("192.0.2.127", "hanako")).isEmpty();
    assertThat(proxies.caller("2001:db8:1::2", "hanako")).isPresent();
    assertThatThrownBy(() -> TrustedProxies.of(List.of("192.0.2.0/33"), "X", List.of()))
        .hasMessage("192.0.2.0/33 is no network, such as 192.0.2.0/24");
    assertThatThrownBy(() -> TrustedProxies.of(List.of("proxy.test"), "X", List.of()))
        .hasMessage("proxy.test is no IP address");
    assertThatThrownBy(() -> TrustedProxies.of(List.of(), "X", List.of("instance")))
        .hasMessage("roles are read, operate and ingest");
  }

  /** The status of a request that comes from another address of this machine. */
  private int from(String address, String request, String... headers) throws IOException {
    try (Socket socket = new Socket()) {
      socket.bind(new InetSocketAddress(address, 0));
      socket.connect(new InetSocketAddress("127.0.0.1", server.port()));
      String text =
          request
              + " HTTP/1.1\r\nHost: 127.0.0.1:"
              + server.port()
              + "\r\nConnection: close\r\nContent-Length: 0\r\n"
              + String.join("\r\n", headers)
              + (headers.length == 0 ? "" : "\r\n")
              + "\r\n";
      socket.getOutputStream().write(text.getBytes(StandardCharsets.US_ASCII));
      String status =
          new BufferedReader(
                  new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII))
              .readLine();
      return Integer.parseInt(status.split(" ", -1)[1]);
    }
  }

  @Test
  void aTokenIsTakenAwayWithoutARestartAndSoIsWhatItSignedIn() throws Exception {
    AtomicLong nanos = new AtomicLong();
    Path file = dir.resolve("rotated");
    Files.writeString(file, line("support", "read", "token-of-support"));
    AccessTokens tokens = new AccessTokens(Optional.of(MASTER), Optional.of(file), nanos::get);
    String hash = tokens.find("token-of-support").orElseThrow().hash();

    Files.writeString(file, line("support", "read", "another-token-of-support"));
    Files.setLastModifiedTime(file, FileTime.from(Instant.EPOCH.plusSeconds(1)));
    nanos.addAndGet(2_000_000_000L);
    assertThat(tokens.find("token-of-support")).isEmpty();
    assertThat(tokens.ofHash(hash)).as("of its cookie").isEmpty();
    assertThat(tokens.find("another-token-of-support")).isPresent();

    Files.writeString(file, "nonsense");
    Files.setLastModifiedTime(file, FileTime.from(Instant.EPOCH.plusSeconds(2)));
    nanos.addAndGet(2_000_000_000L);
    assertThat(tokens.find("another-token-of-support")).as("as it was").isPresent();
    assertThat(tokens.find(MASTER)).isPresent();
  }

  @Test
  void aSessionEndsAfterHalfADayAndIsKnownWithTheTokenAlone() {
    AccessToken token = TokenList.master(MASTER);
    SessionCookie cookies = new SessionCookie(MASTER, true);
    String header = cookies.header(token, 1_000);
    assertThat(header).endsWith("; Secure");
    String value = header.substring(header.indexOf('=') + 1, header.indexOf(';'));
    long last = 1_000 + SessionCookie.LASTS.toMillis() - 1;
    assertThat(cookies.tokenHash(value, last)).hasValue(token.hash());
    assertThat(cookies.tokenHash(value, last + 1)).isEmpty();
    assertThat(new SessionCookie("another-token-of-16", true).tokenHash(value, last)).isEmpty();
    assertThat(cookies.tokenHash("", last)).isEmpty();
  }

  @Test
  void saysWhichLineOfTheFileIsNotUnderstood() {
    assertThatThrownBy(() -> TokenList.of(List.of("# fine", "support read plain-token")))
        .hasMessageStartingWith("line 2: ");
    assertThatThrownBy(() -> TokenList.of(List.of(line("support", "admin", "x"))))
        .hasMessage("line 1: roles are read, operate and ingest");
    assertThatThrownBy(() -> TokenList.of(List.of(line("support", "instance", "x"))))
        .hasMessage("line 1: roles are read, operate and ingest");
    assertThatThrownBy(
            () -> TokenList.of(List.of(line("tenant", "read,operate", "x") + " shop.example")))
        .hasMessage("line 1: a token for some From domains may only read");
  }

  @Test
  void aTokenForSomeFromDomainsSeesTheseAndThoseBelow() {
    FromDomains domains =
        TokenList.of(List.of(line("tenant", "read", "token") + " Shop.example,news.example"))
            .find("token")
            .orElseThrow()
            .domains();
    assertThat(domains.has("shop.example")).isTrue();
    assertThat(domains.has("mail.news.example")).isTrue();
    assertThat(domains.has("bookshop.example")).isFalse();
    assertThat(domains.has(null)).as("nobody knows whose").isFalse();
    assertThat(FromDomains.ALL.has(null)).isTrue();
  }

  private static String line(String name, String roles, String token) {
    return name + ' ' + roles + ' ' + TokenList.hash(token);
  }

  private HttpResponse<String> signIn(String token) throws Exception {
    return send(request("/session").POST(HttpRequest.BodyPublishers.ofString(token)));
  }

  private int change(String cookie, String origin) throws Exception {
    return send(request("/intake/recipients")
            .header("Cookie", cookie)
            .header("Origin", origin)
            .POST(HttpRequest.BodyPublishers.noBody()))
        .statusCode();
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port() + path));
  }

  private static HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
    return HttpClient.newHttpClient().send(request.build(), BodyHandlers.ofString());
  }
}
