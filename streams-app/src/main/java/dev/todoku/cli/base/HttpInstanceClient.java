package dev.todoku.cli.base;

import dev.todoku.config.TodokuConfig;
import dev.todoku.text.ErrorText;
import dev.todoku.text.Language;
import dev.todoku.web.HttpSettings;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Asks an instance over HTTP. */
public final class HttpInstanceClient implements InstanceClient {
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final String base;
  private final Optional<String> token;
  private final Language language;
  private final HttpClient client;

  /**
   * A client.
   *
   * @param base where the instance is, without a slash at its end
   * @param token that it wants, empty for none
   * @param connect how long a connection may take
   * @param language in which it says that none answers
   */
  HttpInstanceClient(String base, Optional<String> token, Duration connect, Language language) {
    this.base = base;
    this.token = token;
    this.language = language;
    client =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(connect)
            .build();
  }

  /**
   * A client of the instance of a configuration, with its token.
   *
   * @param url of another instance's page, null for that of the configuration
   * @param connect how long a connection may take
   * @param language in which it says that none answers
   */
  public static HttpInstanceClient of(
      TodokuConfig config, @Nullable String url, Duration connect, Language language) {
    return new HttpInstanceClient(
        url == null ? base(config) : url.replaceAll("/+$", ""),
        config.httpToken(),
        connect,
        language);
  }

  private static String base(TodokuConfig config) {
    HttpSettings http = HttpSettings.of(config);
    return http.scheme()
        + "://"
        + config.httpAdvertised().orElseGet(() -> http.reachableAs(http.port()));
  }

  @Override
  public Answer ask(String path, Map<String, String> arguments) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(base + address(path, arguments)))
            .timeout(PATIENCE)
            .header("Accept", "application/json");
    token.ifPresent(secret -> request.header("Authorization", "Bearer " + secret));
    try {
      HttpResponse<String> response =
          client.send(request.build(), HttpResponse.BodyHandlers.ofString());
      return new Answer(response.statusCode() == 200, response.body().strip());
    } catch (IOException e) {
      return new Answer(false, ErrorText.of("instance.none", base).in(language));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return new Answer(false, ErrorText.of("interrupted").in(language));
    }
  }

  /** The path with the arguments in their places, the others as its query. */
  public static String address(String path, Map<String, String> arguments) {
    String filled = path;
    List<String> query = new ArrayList<>();
    for (Map.Entry<String, String> argument : arguments.entrySet()) {
      String place = '{' + argument.getKey() + '}';
      String value = URLEncoder.encode(argument.getValue(), StandardCharsets.UTF_8);
      if (filled.contains(place)) {
        filled = filled.replace(place, value.replace("+", "%20"));
      } else {
        query.add(argument.getKey() + '=' + value);
      }
    }
    return query.isEmpty() ? filled : filled + '?' + String.join("&", query);
  }
}
