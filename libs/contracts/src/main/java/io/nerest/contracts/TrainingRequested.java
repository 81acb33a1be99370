package io.nerest.contracts;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A round requests the training of a model. Key: campaign id.
 *
 * @param snapshot object that holds the {@link Snapshot}
 * @param snapshotSha256 SHA-256 of the snapshot, in hexadecimal
 * @param baseModelId model from whose weights the training starts: the base checkpoint, or in a campaign with warm start
 *     the model of the round before
 * @param arguments training arguments by name ({@code epochs}, {@code imgsz}, {@code batch}, {@code seed}...)
 * @param promotes whether the model is promoted if it passes the gate
 * @param retracted not empty if this request replaces an earlier one of this training, whose snapshot had retracted
 *     pseudo-labels: the frames of the campaign whose pseudo-labels human labels have replaced. Omitted from the JSON if
 *     empty. A training that has started keeps its snapshot.
 */
public record TrainingRequested(
        UUID trainingId,
        UUID campaignId,
        int round,
        ObjectRef snapshot,
        String snapshotSha256,
        String baseModelId,
        Map<String, String> arguments,
        boolean promotes,
        Instant requestedAt,

        @JsonInclude(JsonInclude.Include.NON_EMPTY) @Nullable List<UUID> retracted) {
    public TrainingRequested {
        Require.present(trainingId, "trainingId");
        Require.present(campaignId, "campaignId");
        Require.atLeast(round, 0, "round");
        Require.present(snapshot, "snapshot");
        Require.sha256(snapshotSha256, "snapshotSha256");
        Require.text(baseModelId, "baseModelId");
        arguments = Require.texts(arguments, "arguments");
        Require.time(requestedAt, "requestedAt");
        retracted = retracted == null ? List.of() : Require.list(retracted, "retracted");
    }

    /** A first request, or one that is repeated as it was. */
    public TrainingRequested(
            UUID trainingId,
            UUID campaignId,
            int round,
            ObjectRef snapshot,
            String snapshotSha256,
            String baseModelId,
            Map<String, String> arguments,
            boolean promotes,
            Instant requestedAt) {
        this(
                trainingId,
                campaignId,
                round,
                snapshot,
                snapshotSha256,
                baseModelId,
                arguments,
                promotes,
                requestedAt,
                null);
    }

    @Override
    public List<UUID> retracted() {
        return retracted == null ? List.of() : retracted;
    }
}
