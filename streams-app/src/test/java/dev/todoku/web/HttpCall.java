package dev.todoku.web;

import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;

/** Asks a server on this machine: {@code call(port).token("…").get("/api/message", "id", "m1")}. */
public final class HttpCall {
  private static final HttpClient CLIENT = HttpClient.newHttpClient();

  private final int port;
  private final String token;

  private HttpCall(int port, String token) {
    this.port = port;
    this.token = token;
  }

  public static HttpCall call(int port) {
    return new HttpCall(port, null);
  }

  public HttpCall token(String secret) {
    return new HttpCall(port, secret);
  }

  /** GET with parameters, name and value by turns. */
  public HttpResponse<String> get(String path, String... parameters)
      throws IOException, InterruptedException {
    StringBuilder address = new StringBuilder(path);
    for (int i = 0; i < parameters.length; i += 2) {
      address.append(i == 0 ? '?' : '&').append(parameters[i]).append('=');
      address.append(URLEncoder.encode(parameters[i + 1], StandardCharsets.UTF_8));
    }
    return send(request(address.toString()).GET());
  }

  public HttpResponse<String> post(String path, String body)
      throws IOException, InterruptedException {
    return send(request(path).POST(HttpRequest.BodyPublishers.ofString(body)));
  }

  private HttpRequest.Builder request(String path) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path));
    if (token != null) {
      request.header("Authorization", "Bearer " + token);
    }
    return request;
  }

  private static HttpResponse<String> send(HttpRequest.Builder request)
      throws IOException, InterruptedException {
    return CLIENT.send(request.build(), HttpResponse.BodyHandlers.ofString());
  }
}
