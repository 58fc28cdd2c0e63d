package dev.todoku.cli.mcp;

import dev.todoku.cli.base.InstanceClient;
import dev.todoku.remedy.Playbook;
import dev.todoku.schema.Cause;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.json.JsonMapper;

/** The steps of the playbook, which need no instance. */
final class PlaybookAnswer {
  private PlaybookAnswer() {}

  static InstanceClient.Answer of(Map<String, String> arguments) {
    Optional<Cause> cause =
        Arrays.stream(Cause.values())
            .filter(known -> known.name().equals(arguments.get("cause")))
            .findFirst();
    if (cause.isEmpty()) {
      return new InstanceClient.Answer(false, "there is no such cause");
    }
    String provider = arguments.get("provider");
    List<String> providers = provider == null ? List.of() : List.of(provider);
    return new InstanceClient.Answer(
        true,
        JsonMapper.shared()
            .writeValueAsString(
                Map.of("steps", Playbook.load().stepsFor(cause.orElseThrow(), providers))));
  }
}
