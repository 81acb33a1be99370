package io.nerest.ingest.label;

import io.nerest.service.access.Roles;
import jakarta.annotation.security.RolesAllowed;
import jakarta.persistence.EntityManager;
import jakarta.persistence.Tuple;
import jakarta.transaction.Transactional;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.hibernate.Session;

/** Measures how suggested boxes influence labels. */
@Path("/api/suggestion-influence")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "labels")
@RolesAllowed({Roles.ECOLOGIST, Roles.ENGINEER, Roles.OPERATOR})
public class SuggestionInfluenceResource {
    private static final double MILLIS = 1_000;

    /** The first label of each frame that states how it was made; later ones depend on it. */
    private static final String GROUPS = """
            SELECT blind, count(*) AS labels, avg(boxes) AS boxes, coalesce(var_samp(boxes), 0) AS variance,
                   avg(CASE WHEN boxes = 0 THEN 1.0 ELSE 0.0 END) AS empty,
                   percentile_cont(0.5) WITHIN GROUP (ORDER BY millis) AS millis
            FROM (SELECT DISTINCT ON (frame_id) jsonb_array_length(cast(boxes AS jsonb)) AS boxes,
                         cast(cast(effort AS jsonb) ->> 'blind' AS boolean) AS blind,
                         cast(cast(effort AS jsonb) ->> 'activeMillis' AS bigint) AS millis,
                         cast(effort AS jsonb) ->> 'modelId' AS model
                  FROM label AS made
                  WHERE effort IS NOT NULL AND NOT EXISTS (
                      SELECT 1 FROM label AS later
                      WHERE later.frame_id = made.frame_id AND later.withdrawn AND later.revision > made.revision)
                  ORDER BY frame_id, revision) AS first
            WHERE blind OR model IS NOT NULL GROUP BY blind""";

    private final EntityManager rows;

    SuggestionInfluenceResource(EntityManager rows) {
        this.rows = rows;
    }

    @GET
    @Transactional
    @Operation(
            summary = "Compare labels of frames with suggested boxes to those of frames that were labelled blind",
            description =
                    "Boxes per frame, share of empty frames and median working time of the first labels of both groups, and the"
                            + " difference in boxes per frame with a 95 % interval. An interval without 0 means that suggestions"
                            + " change what people label.")
    public SuggestionInfluence influence() {
        Map<Boolean, SuggestionInfluence.Group> groups = new HashMap<>();
        List<Tuple> found = rows.unwrap(Session.class)
                .createNativeQuery(GROUPS, Tuple.class)
                .getResultList();
        for (Tuple row : found) {
            groups.put(
                    row.get("blind", Boolean.class),
                    new SuggestionInfluence.Group(
                            number(row, "labels").longValue(),
                            number(row, "boxes").doubleValue(),
                            number(row, "empty").doubleValue(),
                            number(row, "millis").doubleValue() / MILLIS,
                            number(row, "variance").doubleValue()));
        }
        return SuggestionInfluence.of(
                groups.getOrDefault(true, SuggestionInfluence.Group.NONE),
                groups.getOrDefault(false, SuggestionInfluence.Group.NONE));
    }

    private static Number number(Tuple row, String name) {
        return row.get(name, Number.class);
    }
}
