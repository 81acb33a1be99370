package io.nerest.ingest.source;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import io.nerest.ingest.stream.StreamService;
import io.nerest.service.http.ProblemException;
import io.nerest.service.http.StrictJson;
import io.quarkus.scheduler.Scheduled;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jboss.logging.Logger;

/** Reads the YAML file of sources when it changes. If an entry is invalid, nothing of the file is applied. */
@ApplicationScoped
public class SourceFileWatcher {
    private static final Logger LOG = Logger.getLogger(SourceFileWatcher.class);
    private static final ObjectMapper YAML =
            StrictJson.configure(new ObjectMapper(new YAMLFactory()).registerModule(new JavaTimeModule()));

    private final SourceConfig config;
    private final SourceService sources;
    private final SourceValidator validator;
    private String applied = "";
    private String logged = "";

    SourceFileWatcher(SourceConfig config, SourceService sources, SourceValidator validator) {
        this.config = config;
        this.sources = sources;
        this.validator = validator;
    }

    @Scheduled(every = "{nerest.ingest.sources.every}", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    void watch() {
        if (config.file().isEmpty()) {
            return;
        }
        Path file = config.file().get();
        try {
            String content = Files.readString(file);
            if (!content.equals(applied)) {
                int changed = sources.replaceFileSources(parse(content));
                applied = content;
                logged = "";
                LOG.infof("%s: %d sources changed", file, changed);
            }
        } catch (NoSuchFileException e) {
            logOnce(file, "it does not exist");
        } catch (IOException | IllegalArgumentException e) {
            logOnce(file, String.valueOf(e.getMessage()));
        } catch (RuntimeException e) {
            LOG.warnf("the sources of %s could not be stored; the next run repeats it: %s", file, e.getMessage());
        }
    }

    private void logOnce(Path file, String problem) {
        if (!problem.equals(logged)) {
            LOG.errorf("%s cannot be read, so its sources stay as they are: %s", file, problem);
            logged = problem;
        }
    }

    /**
     * Reads definitions by stream.
     *
     * @throws IllegalArgumentException naming each entry that is invalid
     */
    Map<String, SourceRequest> parse(String content) {
        JsonNode root;
        try {
            root = YAML.readTree(content);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(
                    "it is not YAML: " + e.getOriginalMessage() + " in line "
                            + (e.getLocation() == null ? "?" : e.getLocation().getLineNr()),
                    e);
        }
        JsonNode entries = root.path("sources");
        if (!root.isObject() || root.size() != 1 || !entries.isObject()) {
            throw new IllegalArgumentException(
                    "it must contain 'sources', with one entry per stream, and nothing else");
        }
        Map<String, SourceRequest> requests = new LinkedHashMap<>();
        List<String> problems = new ArrayList<>();
        entries.properties().forEach(entry -> {
            try {
                requests.put(entry.getKey(), checked(entry.getKey(), entry.getValue()));
            } catch (JsonProcessingException e) {
                problems.add("sources." + entry.getKey() + ": "
                        + ProblemException.of(e).getMessage());
            } catch (ProblemException | IllegalArgumentException e) {
                problems.add("sources." + entry.getKey() + ": " + e.getMessage());
            }
        });
        if (!problems.isEmpty()) {
            throw new IllegalArgumentException(String.join("; ", problems));
        }
        return requests;
    }

    private SourceRequest checked(String stream, JsonNode value) throws JsonProcessingException {
        if (!StreamService.ID.matcher(stream).matches()) {
            throw new IllegalArgumentException(
                    "the name is not a valid stream id: use 1 to 100 letters, digits, '.', '_' and '-'");
        }
        SourceRequest request = YAML.treeToValue(value, SourceRequest.class);
        validator.check(request);
        return request;
    }
}
