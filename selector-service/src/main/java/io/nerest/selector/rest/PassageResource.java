package io.nerest.selector.rest;

import io.nerest.counting.passage.CountingLine;
import io.nerest.counting.passage.Direction;
import io.nerest.counting.stream.TimedCount;
import io.nerest.counting.stream.TimedDetections;
import io.nerest.counting.track.FishRule;
import io.nerest.counting.track.TrackerSettings;
import io.nerest.selector.pool.StreamDetections;
import io.nerest.service.access.Roles;
import io.nerest.service.http.ProblemException;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** Tracks and passages of a stream, computed from what a model detected on its frames. */
@Path("/api")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Counts")
@RolesAllowed({Roles.ECOLOGIST, Roles.ENGINEER, Roles.OPERATOR})
public class PassageResource {
    private static final int MOST_FRAMES = 100_000;
    private static final String LINE_HELP = "x1,y1,x2,y2 as fractions of the image; in is from its left to its right as"
            + " seen from its first end: 0.5,1,0.5,0 is the middle, and in is from left to right";

    private final StreamDetections detections;

    PassageResource(StreamDetections detections) {
        this.detections = detections;
    }

    /**
     * Tracks of a stream.
     *
     * @param frames that were read
     * @param fish tracks that are counted
     */
    public record TracksView(
            String streamId, String modelId, int frames, long fish, List<TimedCount.TimedTrack> tracks) {}

    /** Passages within an hour that begins at {@code hour}. */
    public record HourView(Instant hour, long in, long out) {}

    /**
     * Passages of a stream.
     *
     * @param frames that were read
     * @param net passages in less passages out
     */
    public record PassagesView(
            String streamId,
            String modelId,
            int frames,
            long in,
            long out,
            long net,
            List<HourView> hours,
            List<TimedCount.TimedPassage> passages) {}

    @GET
    @Path("/tracks")
    @Operation(
            summary = "Tracks of a stream, and which of them are fish",
            description =
                    "From the detections of one model on the frames of one stream, in the order of time. Tracks need"
                            + " scores of frames that follow one another closely: a campaign with sampleSize 0 scores them all.")
    @APIResponse(responseCode = "200", description = "Empty if the model has scored no frame of the stream")
    @APIResponse(responseCode = "422", description = "A parameter is invalid (problem+json)")
    public TracksView tracks(
            @QueryParam("streamId") @Nullable String streamId,
            @QueryParam("modelId") @Nullable String modelId,
            @Parameter(description = "first time, such as 2026-07-01T06:00:00Z") @QueryParam("from") @Nullable String from,
            @Parameter(description = "after the last time") @QueryParam("to") @Nullable String to) {
        String stream = required("streamId", streamId);
        String model = required("modelId", modelId);
        List<TimedDetections> frames = frames(stream, model, from, to);
        TimedCount count = TimedCount.of(frames, TrackerSettings.DEFAULT, FishRule.DEFAULT, Optional.empty());
        return new TracksView(stream, model, frames.size(), count.fish(), count.tracks());
    }

    @GET
    @Path("/passages")
    @Operation(
            summary = "Passages of fish across a line in a stream, in all and by hour (UTC)",
            description = "From the same tracks as /api/tracks; those that are no fish do not pass.")
    @APIResponse(responseCode = "200", description = "Empty if the model has scored no frame of the stream")
    @APIResponse(responseCode = "422", description = "A parameter is invalid (problem+json)")
    public PassagesView passages(
            @QueryParam("streamId") @Nullable String streamId,
            @QueryParam("modelId") @Nullable String modelId,
            @Parameter(description = LINE_HELP) @QueryParam("line") @Nullable String line,
            @QueryParam("from") @Nullable String from,
            @QueryParam("to") @Nullable String to) {
        String stream = required("streamId", streamId);
        String model = required("modelId", modelId);
        List<Double> ends = line(required("line", line));
        List<TimedDetections> frames = frames(stream, model, from, to);
        List<Integer> size = detections.frameSize(stream);
        Optional<CountingLine> pixels = size.isEmpty()
                ? Optional.empty()
                : Optional.of(new CountingLine(
                        ends.get(0) * size.get(0),
                        ends.get(1) * size.get(1),
                        ends.get(2) * size.get(0),
                        ends.get(3) * size.get(1)));
        TimedCount count = TimedCount.of(frames, TrackerSettings.DEFAULT, FishRule.DEFAULT, pixels);
        long in = count.passages(Direction.IN);
        long out = count.passages(Direction.OUT);
        return new PassagesView(
                stream, model, frames.size(), in, out, in - out, hours(count.passages()), count.passages());
    }

    private static List<HourView> hours(List<TimedCount.TimedPassage> passages) {
        Map<Instant, long[]> hours = new TreeMap<>();
        for (TimedCount.TimedPassage passage : passages) {
            long[] counts = hours.computeIfAbsent(passage.at().truncatedTo(ChronoUnit.HOURS), hour -> new long[2]);
            counts[passage.direction() == Direction.IN ? 0 : 1]++;
        }
        List<HourView> views = new ArrayList<>();
        hours.forEach((hour, counts) -> views.add(new HourView(hour, counts[0], counts[1])));
        return views;
    }

    private List<TimedDetections> frames(String stream, String model, @Nullable String from, @Nullable String to) {
        Instant first = time("from", from, Instant.EPOCH);
        Instant last = time("to", to, Instant.parse("9999-12-31T00:00:00Z"));
        if (!first.isBefore(last)) {
            throw ProblemException.invalid("to", "is not after 'from'");
        }
        List<TimedDetections> frames = detections.of(stream, model, first, last, MOST_FRAMES + 1);
        if (frames.size() > MOST_FRAMES) {
            throw ProblemException.invalid(
                    "to", "has more than " + MOST_FRAMES + " frames after 'from'; request a shorter time");
        }
        return frames;
    }

    private static String required(String name, @Nullable String value) {
        if (value == null || value.isBlank()) {
            throw ProblemException.invalid(name, "is missing");
        }
        return value;
    }

    private static Instant time(String name, @Nullable String text, Instant byDefault) {
        if (text == null) {
            return byDefault;
        }
        try {
            Instant time = Instant.parse(text);
            if (time.isBefore(Instant.EPOCH) || time.isAfter(Instant.parse("9999-12-31T00:00:00Z"))) {
                throw ProblemException.invalid(name, "must be in the years 1970 to 9999");
            }
            return time;
        } catch (DateTimeException e) {
            throw ProblemException.invalid(name, "must be a time such as 2026-07-01T06:00:00Z");
        }
    }

    private static List<Double> line(String text) {
        String problem =
                "must be x1,y1,x2,y2: four fractions of the image in [0, 1], such as 0.5,1,0.5,0, of two points";
        try {
            List<Double> ends = Arrays.stream(text.split(",", -1))
                    .map(number -> Double.valueOf(number.strip()))
                    .toList();
            boolean valid = ends.size() == 4
                    && ends.stream().allMatch(end -> end >= 0 && end <= 1)
                    && Math.hypot(ends.get(2) - ends.get(0), ends.get(3) - ends.get(1)) > 1e-6;
            if (!valid) {
                throw ProblemException.invalid("line", problem);
            }
            return ends;
        } catch (NumberFormatException e) {
            throw ProblemException.invalid("line", problem);
        }
    }
}
