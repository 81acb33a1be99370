package io.nerest.ingest.dataset;

import io.nerest.ingest.stream.StreamService;
import io.nerest.service.http.ProblemException;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Named data sets. A version is what the labels were at one moment, and never changes; a tag is a name for a version, and may be
 * moved.
 */
@ApplicationScoped
@Transactional
public class Datasets {
    /** Refers to the version with the highest number. */
    static final String LATEST = "latest";

    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,99}");
    private static final Pattern TAG = Pattern.compile("[A-Za-z][A-Za-z0-9._-]{0,99}");
    private static final Pattern NUMBER = Pattern.compile("[1-9][0-9]{0,8}");
    private static final int MOST_FRAMES = 100_000;
    private static final int MOST_VERSIONS = 1_000;
    private static final int NOT_FOUND = 404;
    private static final int CONFLICT = 409;
    private static final int TOO_LARGE = 413;
    private static final int UNPROCESSABLE = 422;

    private final StoredDatasets stored;
    private final StreamService streams;

    Datasets(StoredDatasets stored, StreamService streams) {
        this.stored = stored;
        this.streams = streams;
    }

    /**
     * A version that was requested.
     *
     * @param isNew false if nothing has changed since the latest version, which is returned then
     */
    record Created(DatasetVersion version, boolean isNew) {}

    /**
     * Creates a data set, or changes its description.
     *
     * @return whether it is new
     * @throws ProblemException 422 if the name is invalid
     */
    boolean put(String name, String description) {
        if (!NAME.matcher(name).matches()) {
            throw ProblemException.invalid(
                    "name",
                    "is '" + StreamService.shown(name)
                            + "', but must be 1 to 100 letters, digits, '.', '_' and '-', starting with a letter or digit");
        }
        return stored.put(name, description, now());
    }

    private static Instant now() {
        return Instant.now(Clock.systemUTC()).truncatedTo(ChronoUnit.MICROS);
    }

    List<DatasetView> list() {
        return stored.list(null);
    }

    /** @throws ProblemException 404 if it does not exist; so throw all methods below */
    DatasetView find(String name) {
        return stored.list(name).stream().findFirst().orElseThrow(() -> missing(name));
    }

    private static ProblemException missing(String name) {
        return new ProblemException(
                NOT_FOUND,
                "data set '" + StreamService.shown(name) + "' does not exist; create it with PUT /api/datasets/NAME");
    }

    void delete(String name) {
        if (!stored.delete(name)) {
            throw missing(name);
        }
    }

    /**
     * Fixes the newest labels of the rule's frames as a version. If these are those of the latest version, no other is created.
     *
     * @throws ProblemException 404 if a stream does not exist; 422 if no frame has a label, or a stream has two splits; 413 if there
     *     are too many
     */
    Created createVersion(String name, String author, DatasetRule rule) {
        requireStreams("streams", rule.streams());
        requireStreams("val", rule.val());
        requireStreams("test", rule.test());
        Set<String> both = new HashSet<>(rule.val() == null ? List.of() : rule.val());
        both.retainAll(rule.test() == null ? List.of() : rule.test());
        if (!both.isEmpty()) {
            throw ProblemException.invalid(
                    "test", "contains the stream '" + both.iterator().next() + "', as 'val' does");
        }
        if (!stored.lock(name)) {
            throw missing(name);
        }
        Optional<DatasetVersion> latest = find(name).versions().stream().findFirst();
        int number = latest.map(version -> version.number() + 1).orElse(1);
        if (number > MOST_VERSIONS) {
            throw new ProblemException(
                    CONFLICT,
                    "data set '" + name + "' has " + MOST_VERSIONS
                            + " versions, which is the limit; create another one");
        }
        stored.add(name, number, author, rule, now());
        int frames = stored.fill(name, number, rule);
        if (frames == 0) {
            throw new ProblemException(UNPROCESSABLE, "no frame of these streams and this time has a label");
        }
        if (frames > MOST_FRAMES) {
            throw new ProblemException(
                    TOO_LARGE,
                    "%,d frames have labels; at most %,d are accepted: restrict them by 'streams', 'from' and 'to'"
                            .formatted(frames, MOST_FRAMES));
        }
        String digest = stored.close(name, number);
        if (latest.isPresent() && latest.get().digest().equals(digest)) {
            stored.deleteVersion(name, number);
            return new Created(latest.get(), false);
        }
        return new Created(version(name, String.valueOf(number)), true);
    }

    private void requireStreams(String field, @Nullable List<String> names) {
        for (String stream : names == null ? List.<String>of() : names) {
            if (stream == null || !StreamService.ID.matcher(stream).matches() || !streams.exists(stream)) {
                throw ProblemException.describedBy(
                        NOT_FOUND,
                        "'" + field + "': stream '" + StreamService.shown(String.valueOf(stream)) + "' does not exist");
            }
        }
    }

    /**
     * Returns a version.
     *
     * @param reference its number, a tag, or {@code latest}
     */
    DatasetVersion version(String name, String reference) {
        List<DatasetVersion> versions = find(name).versions();
        Optional<DatasetVersion> found = reference.equals(LATEST)
                ? versions.stream().findFirst()
                : versions.stream()
                        .filter(version -> NUMBER.matcher(reference).matches()
                                ? version.number() == Integer.parseInt(reference)
                                : version.tags().contains(reference))
                        .findFirst();
        return found.orElseThrow(() -> new ProblemException(
                NOT_FOUND,
                "data set '" + name + "' has no version '" + StreamService.shown(reference)
                        + "'; a version is named by its number, by a tag, or by '" + LATEST + "'"));
    }

    /** Gives a version a name, which another version may have had before. */
    DatasetVersion tag(String name, String tag, String reference) {
        if (!TAG.matcher(tag).matches() || tag.equals(LATEST)) {
            throw ProblemException.invalid(
                    "tag",
                    "is '" + StreamService.shown(tag)
                            + "', but must be 1 to 100 letters, digits, '.', '_' and '-', starting with a letter, and not 'latest'");
        }
        int number = version(name, reference).number();
        stored.tag(name, tag, number);
        return version(name, tag);
    }

    void untag(String name, String tag) {
        find(name);
        if (!stored.untag(name, tag)) {
            throw new ProblemException(
                    NOT_FOUND, "data set '" + name + "' has no tag '" + StreamService.shown(tag) + "'");
        }
    }

    DatasetDifference difference(String name, String from, String to, Optional<UUID> after, int limit) {
        return stored.difference(
                name, version(name, from).number(), version(name, to).number(), after, limit);
    }
}
