package io.nerest.selector.rest;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.nerest.counting.estimate.CountEstimate;
import io.nerest.counting.estimate.PartEstimate;
import io.nerest.counting.estimate.SeasonPart;
import io.nerest.selector.season.CountedSeason;
import io.nerest.selector.season.CountedSeasons;
import io.nerest.selector.season.SeasonCounts;
import io.nerest.selector.season.SeasonRequest;
import io.nerest.selector.storage.EmbeddingMaps;
import io.nerest.selector.storage.ModelRecords;
import io.nerest.service.access.Roles;
import io.nerest.service.http.ProblemException;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** Season counts over REST: a detector's counts, corrected by the labels of randomly drawn frames. */
@RolesAllowed({Roles.ECOLOGIST, Roles.ENGINEER, Roles.OPERATOR})
@Path("/api/seasons")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Counts")
public class SeasonResource {
    private static final int MOST_FRAMES = 300_000;
    private static final int MOST_DRAWS = 1_000;
    private static final int CREATED = 201;
    private static final int CONFLICT = 409;
    private static final Instant LATEST = Instant.parse("9999-12-31T00:00:00Z");
    private static final Pattern NAME = Pattern.compile("[^\\p{Cntrl}]{1,200}");
    private static final Pattern STREAM = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,99}");
    private static final String LEVEL_HELP = "of the intervals, 0.5 to 0.999";

    private final CountedSeasons seasons;
    private final ModelRecords models;
    private final EmbeddingMaps scored;
    private final Clock clock;

    SeasonResource(CountedSeasons seasons, ModelRecords models, EmbeddingMaps scored, Clock clock) {
        this.seasons = seasons;
        this.models = models;
        this.scored = scored;
        this.clock = clock;
    }

    /**
     * A number of fish on frames.
     *
     * @param low lower end of the interval; absent with fewer than 10 labels
     * @param high upper end; absent as above
     * @param perFrame value by number of frames
     * @param labels draws with a label
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record CountView(
            double value, @Nullable Double low, @Nullable Double high, double perFrame, int labels) {
        static CountView of(CountEstimate estimate, int frames) {
            return new CountView(
                    estimate.value(),
                    estimate.hasInterval() ? estimate.low() : null,
                    estimate.hasInterval() ? estimate.high() : null,
                    estimate.value() / frames,
                    estimate.labels());
        }
    }

    /**
     * A stream, a day or an hour (UTC) of a season.
     *
     * @param detected sum of the model's confidences on its frames
     */
    public record PartView(String part, String key, int frames, double detected, CountView count) {
        static PartView of(PartEstimate part) {
            return new PartView(
                    part.part().name().toLowerCase(Locale.ROOT),
                    part.key(),
                    part.units(),
                    part.detected(),
                    CountView.of(part.estimate(), part.units()));
        }
    }

    /**
     * A season with what is known of it.
     *
     * @param frames frames that the model has scored
     * @param expired of these, frames whose images have expired: they count with what the model detected, and are not drawn
     * @param removed frames of these streams and hours that are not counted, since their rows were removed before
     * @param detected sum of the model's confidences on them
     * @param drawn draws so far
     * @param labels draws that the estimate uses: those before the first one without a label
     * @param waiting drawn frames without a label
     * @param provisional whether draws wait, so that the estimate may still be biased
     * @param count fish on all frames; absent with fewer than 10 labels
     * @param parts streams, days and hours; empty with fewer than 10 labels
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record SeasonView(
            CountedSeason season,
            int frames,
            int expired,
            long removed,
            double detected,
            int drawn,
            int labels,
            int waiting,
            boolean provisional,
            double level,
            @Nullable CountView count,
            List<PartView> parts) {}

    /** A number of draws. */
    @Schema(example = """
                    {"draws": 40}""")
    public record DrawRequest(@Nullable Integer draws) {}

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(
            summary = "Count the fish of a season",
            description = "Stores the frames that the model has scored so far, at most " + MOST_FRAMES + ", with its"
                    + " counts: the sum of the confidences on each. Later scores do not change them, nor does the removal of"
                    + " expired frames. 'removed' says how many frames were removed before.")
    @APIResponse(responseCode = "201", description = "The season")
    @APIResponse(responseCode = "422", description = "A field is invalid (problem+json)")
    public Response create(SeasonRequest request) {
        CountedSeason season = season(request);
        int frames = seasons.add(season, MOST_FRAMES);
        if (frames == 0) {
            throw ProblemException.invalid(
                    "modelId",
                    "has scored no frame of these streams and times; a campaign with sampleSize 0, or a replay, scores them all");
        }
        if (frames > MOST_FRAMES) {
            throw ProblemException.invalid(
                    "to",
                    "gives " + frames + " frames, but a season has at most " + MOST_FRAMES
                            + "; name fewer streams or a shorter time");
        }
        return Response.status(CREATED).entity(view(season, 0.95)).build();
    }

    private CountedSeason season(SeasonRequest request) {
        String name = request.name() == null ? "" : request.name().strip();
        if (!NAME.matcher(name).matches()) {
            throw ProblemException.invalid("name", "must have 1 to 200 characters");
        }
        String model = request.modelId() == null
                ? scored.newestModel()
                        .orElseThrow(() -> ProblemException.invalid("modelId", "no model has scored a frame yet"))
                : request.modelId();
        if (models.byId(model).isEmpty()) {
            throw ProblemException.invalid(
                    "modelId", "there is no model of this id; GET /api/models of the trainer lists them");
        }
        List<String> streams = request.streams() == null ? List.of() : request.streams();
        if (!streams.stream().allMatch(stream -> STREAM.matcher(stream).matches())) {
            throw ProblemException.invalid("streams", "must be ids of streams");
        }
        Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        Instant from = request.from() == null ? Instant.EPOCH : request.from();
        Instant to = request.to() == null ? now : request.to();
        if (from.isBefore(Instant.EPOCH) || to.isAfter(LATEST)) {
            throw ProblemException.invalid("to", "and 'from' must be in the years 1970 to 9999");
        }
        if (!from.isBefore(to)) {
            throw ProblemException.invalid("to", "must be later than 'from'");
        }
        return new CountedSeason(UUID.randomUUID(), name, model, streams, from, to, now);
    }

    @GET
    @Operation(summary = "All seasons, the newest first")
    public List<CountedSeason> all() {
        return seasons.all();
    }

    @GET
    @Path("/{id}")
    @Operation(
            summary = "A season with its counts and their intervals",
            description = "'count' is the number of fish on all frames, and so not of fish: one that stays for ten"
                    + " frames counts ten times. Days and hours are those of UTC.")
    @APIResponse(responseCode = "200", description = "The season")
    @APIResponse(responseCode = "404", description = "There is no such season (problem+json)")
    public SeasonView one(
            @PathParam("id") UUID id,
            @Parameter(description = LEVEL_HELP) @QueryParam("level") @DefaultValue("0.95") double level) {
        return view(find(id), checked(level));
    }

    @GET
    @Path("/{id}/estimates.csv")
    @Produces("text/csv")
    @Operation(
            summary = "The counts of a season as CSV",
            description = "The columns of 'nerest season estimate': part, key, units, detected, estimate, low, high,"
                    + " per_unit, per_unit_low, per_unit_high, labels.")
    @APIResponse(responseCode = "200", description = "A header only with fewer than 10 labels")
    @APIResponse(responseCode = "404", description = "There is no such season (problem+json)")
    public Response csv(
            @PathParam("id") UUID id,
            @Parameter(description = LEVEL_HELP) @QueryParam("level") @DefaultValue("0.95") double level) {
        find(id);
        checked(level);
        SeasonCounts counts = seasons.counts(id);
        StringBuilder csv = new StringBuilder(
                "part,key,units,detected,estimate,low,high,per_unit,per_unit_low,per_unit_high,labels\r\n");
        counts.total(level)
                .ifPresent(total -> row(
                        csv, "season,all", counts.units().size(), counts.units().total(), total));
        for (SeasonPart part : SeasonPart.values()) {
            for (PartEstimate one : counts.parts(part, level)) {
                row(
                        csv,
                        part.name().toLowerCase(Locale.ROOT) + "," + one.key(),
                        one.units(),
                        one.detected(),
                        one.estimate());
            }
        }
        return Response.ok(csv.toString())
                .header("Content-Disposition", "attachment; filename=\"season-" + id + ".csv\"")
                .build();
    }

    private static void row(StringBuilder csv, String name, int units, double detected, CountEstimate estimate) {
        csv.append(name).append(',').append(units);
        for (double number : new double[] {
            detected,
            estimate.value(),
            estimate.low(),
            estimate.high(),
            estimate.value() / units,
            estimate.low() / units,
            estimate.high() / units
        }) {
            csv.append(',').append(Double.isNaN(number) ? "" : String.format(Locale.ROOT, "%.6g", number));
        }
        csv.append(',').append(estimate.labels()).append("\r\n");
    }

    @POST
    @Path("/{id}/draws")
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(
            summary = "Draw frames that people label next",
            description = "At random, with probabilities that make the interval narrow; a frame may be drawn more than"
                    + " once. They join the label queue, and do not expire. 'draws' is 50 if absent, at most "
                    + MOST_DRAWS + ".")
    @APIResponse(responseCode = "200", description = "The season")
    @APIResponse(
            responseCode = "409",
            description = "Drawn frames still wait for a label, or all frames have expired (problem+json)")
    public SeasonView draw(@PathParam("id") UUID id, DrawRequest request) {
        CountedSeason season = find(id);
        int draws = request.draws() == null ? 50 : request.draws();
        if (draws < 1 || draws > MOST_DRAWS) {
            throw ProblemException.invalid("draws", "is " + draws + ", but must be in 1.." + MOST_DRAWS);
        }
        return switch (seasons.draw(id, draws)) {
            case DRAWN -> view(season, 0.95);
            case WAITING ->
                throw new ProblemException(CONFLICT, "drawn frames still wait for a label; label them first");
            case EXPIRED ->
                throw new ProblemException(CONFLICT, "all frames of the season have expired; none can be labelled");
        };
    }

    @DELETE
    @Path("/{id}")
    @Operation(summary = "Delete a season and its draws; labels stay")
    @APIResponse(responseCode = "204", description = "The season is deleted")
    @APIResponse(responseCode = "404", description = "There is no such season (problem+json)")
    public void delete(@PathParam("id") UUID id) {
        if (!seasons.delete(id)) {
            throw unknown(id);
        }
    }

    private SeasonView view(CountedSeason season, double level) {
        SeasonCounts counts = seasons.counts(season.id());
        Optional<CountEstimate> total = counts.total(level);
        List<PartView> parts = new ArrayList<>();
        Arrays.stream(SeasonPart.values())
                .forEach(part -> counts.parts(part, level).forEach(one -> parts.add(PartView.of(one))));
        return new SeasonView(
                season,
                counts.units().size(),
                counts.expired(),
                counts.removed(),
                counts.units().total(),
                counts.drawn(),
                counts.draws().size(),
                counts.waiting(),
                !counts.complete(),
                level,
                total.map(one -> CountView.of(one, counts.units().size())).orElse(null),
                parts);
    }

    private CountedSeason find(UUID id) {
        return seasons.byId(id).orElseThrow(() -> unknown(id));
    }

    private static ProblemException unknown(UUID id) {
        return new ProblemException(404, "there is no season '" + id + "'");
    }

    private static double checked(double level) {
        if (!(level >= 0.5 && level <= 0.999)) {
            throw ProblemException.invalid("level", "is " + level + ", but must be in 0.5..0.999");
        }
        return level;
    }
}
