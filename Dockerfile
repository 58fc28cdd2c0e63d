# Two stages: build with the JDK, run with the JRE only. docs/deployment.md says how to use it.
FROM maven:3.9-eclipse-temurin-17 AS build
WORKDIR /src
# Dependencies change seldom: a layer of their own.
COPY pom.xml ./
COPY schemas/pom.xml schemas/
COPY base/pom.xml base/
COPY bounce/pom.xml bounce/
COPY detect/pom.xml detect/
COPY dns/pom.xml dns/
COPY streams-app/pom.xml streams-app/
COPY dist/pom.xml dist/
COPY bench/pom.xml bench/
RUN mvn -B -q -pl streams-app -am dependency:go-offline -DexcludeGroupIds=dev.todoku || true
COPY schemas/src schemas/src
COPY base/src base/src
COPY bounce/src bounce/src
COPY detect/src detect/src
COPY dns/src dns/src
COPY streams-app/src streams-app/src
RUN mvn -B -q -DskipTests -pl streams-app -am package \
 && mv streams-app/target/lib /out && cp streams-app/target/todoku-*.jar /out

FROM eclipse-temurin:17-jre-jammy
# Health checks ask over HTTP; RocksDB needs libstdc++.
RUN apt-get update && apt-get install -y --no-install-recommends curl libstdc++6 && rm -rf /var/lib/apt/lists/* \
 && useradd --system --uid 10001 --home-dir /var/lib/todoku --create-home todoku
COPY --from=build /out /opt/todoku/lib
USER 10001
VOLUME /var/lib/todoku
# glibc keeps what RocksDB frees in an arena for each thread or so: half a gigabyte beyond RocksDB's own limits.
ENV MALLOC_ARENA_MAX=2 \
    TODOKU_STATE_DIR=/var/lib/todoku/state \
    JAVA_TOOL_OPTIONS="-XX:MaxRAMPercentage=50 -XX:+ExitOnOutOfMemoryError -XX:+UseParallelGC -XX:+UseTransparentHugePages"
EXPOSE 8080
# RocksDB takes memory beside the heap: half is its share.
HEALTHCHECK --interval=10s --timeout=3s --start-period=60s --retries=3 CMD curl -fsk "http${TODOKU_HTTP_TLS_KEYSTORE:+s}://${TODOKU_HTTP_HOST:-127.0.0.1}:${TODOKU_HTTP_PORT:-8080}/livez" || exit 1
# exec form: SIGTERM reaches the JVM, which leaves its group cleanly.
STOPSIGNAL SIGTERM
ENTRYPOINT ["java", "-cp", "/opt/todoku/lib/*", "dev.todoku.cli.Main"]
CMD ["run"]
