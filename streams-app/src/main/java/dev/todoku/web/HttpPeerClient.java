package dev.todoku.web;

import dev.todoku.query.NotNowException;
import dev.todoku.query.PeerClient;
import dev.todoku.query.StateBytes;
import dev.todoku.query.StateKind;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.apache.kafka.streams.state.HostInfo;

/** Asks another instance over HTTP, with the token that all instances share. */
public final class HttpPeerClient implements PeerClient {
  private static final Duration CONNECT = Duration.ofSeconds(1);
  private static final Duration ANSWER = Duration.ofSeconds(2);

  private final HttpSettings settings;
  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).connectTimeout(CONNECT).build();

  public HttpPeerClient(HttpSettings settings) {
    this.settings = settings;
  }

  @Override
  public List<byte[]> ask(HostInfo host, StateKind kind, String key, int partition) {
    String address =
        settings.scheme()
            + "://"
            + host.host()
            + ':'
            + host.port()
            + "/state/"
            + kind.word()
            + "?partition="
            + partition
            + "&key="
            + URLEncoder.encode(key, StandardCharsets.UTF_8);
    HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(address)).timeout(ANSWER);
    settings.token().ifPresent(token -> request.header("Authorization", "Bearer " + token));
    try {
      HttpResponse<byte[]> response =
          client.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
      if (response.statusCode() != 200) {
        throw new NotNowException(host + " says " + response.statusCode());
      }
      return StateBytes.split(response.body());
    } catch (IOException e) {
      throw new NotNowException(host + " does not answer");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new NotNowException("interrupted");
    }
  }
}
