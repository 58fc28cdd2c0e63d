package dev.todoku.notify;

import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import tools.jackson.databind.json.JsonMapper;

/** Posts JSON or a form. The address may be a secret, so nothing that is thrown names it. */
final class JsonPost {
  private static final Duration PATIENCE = Duration.ofSeconds(10);
  private static final String JSON = "application/json";
  private static final String FORM = "application/x-www-form-urlencoded";

  private final URI address;
  private final HttpClient client = HttpClient.newBuilder().connectTimeout(PATIENCE).build();

  JsonPost(URI address) {
    this.address = address;
  }

  static byte[] bytes(Object json) {
    return JsonMapper.shared().writeValueAsBytes(json);
  }

  void send(Object body) throws IOException, InterruptedException {
    send(bytes(body), Map.of());
  }

  /** Posts bytes that are JSON. */
  void send(byte[] body, Map<String, String> headers) throws IOException, InterruptedException {
    post(body, JSON, headers);
  }

  void sendForm(Map<String, String> fields, Map<String, String> headers)
      throws IOException, InterruptedException {
    String body =
        new TreeMap<>(fields)
            .entrySet().stream()
                .map(field -> field.getKey() + '=' + encoded(field.getValue()))
                .collect(Collectors.joining("&"));
    post(body.getBytes(StandardCharsets.UTF_8), FORM, headers);
  }

  private void post(byte[] body, String type, Map<String, String> headers)
      throws IOException, InterruptedException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(address)
            .timeout(PATIENCE)
            .header("Content-Type", type)
            .POST(HttpRequest.BodyPublishers.ofByteArray(body));
    headers.forEach(request::header);
    int status;
    try {
      status = client.send(request.build(), HttpResponse.BodyHandlers.discarding()).statusCode();
    } catch (IOException e) {
      // Without its message, which may name the address.
      throw new IOException("no answer (" + e.getClass().getSimpleName() + ")");
    }
    if (status / 100 != 2) {
      throw new IOException("it answered " + status);
    }
  }

  private static String encoded(String value) {
    return URLEncoder.encode(value, StandardCharsets.UTF_8);
  }
}
