package dev.todoku.alerting;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import tools.jackson.databind.json.JsonMapper;

/** Posts JSON. The address may be a secret, so nothing that is thrown names it. */
final class JsonPost {
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private final URI address;
  private final HttpClient client = HttpClient.newBuilder().connectTimeout(PATIENCE).build();

  JsonPost(URI address) {
    this.address = address;
  }

  void send(Object body) throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(address)
            .timeout(PATIENCE)
            .header("Content-Type", "application/json")
            .POST(
                HttpRequest.BodyPublishers.ofByteArray(JsonMapper.shared().writeValueAsBytes(body)))
            .build();
    int status;
    try {
      status = client.send(request, HttpResponse.BodyHandlers.discarding()).statusCode();
    } catch (IOException e) {
      // Without its message, which may name the address.
      throw new IOException("no answer (" + e.getClass().getSimpleName() + ")");
    }
    if (status / 100 != 2) {
      throw new IOException("it answered " + status);
    }
  }
}
