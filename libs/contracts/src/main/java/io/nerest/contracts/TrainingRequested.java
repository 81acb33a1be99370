package io.nerest.contracts;

import java.time.Instant;
import java.util.Map;
import java.util.UUID;

/**
 * A round requests the training of a model. Key: campaign id.
 *
 * @param snapshot object that holds the {@link Snapshot}
 * @param snapshotSha256 SHA-256 of the snapshot, in hexadecimal
 * @param baseModelId model from whose weights the training starts: the base checkpoint, or in a campaign with warm start
 *     the model of the round before
 * @param arguments training arguments by name ({@code epochs}, {@code imgsz}, {@code batch}, {@code seed}...)
 * @param promotes whether the model is promoted if it passes the gate
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
        Instant requestedAt) {
    public TrainingRequested {
        Require.present(trainingId, "trainingId");
        Require.present(campaignId, "campaignId");
        Require.atLeast(round, 0, "round");
        Require.present(snapshot, "snapshot");
        Require.sha256(snapshotSha256, "snapshotSha256");
        Require.text(baseModelId, "baseModelId");
        arguments = Require.texts(arguments, "arguments");
        Require.time(requestedAt, "requestedAt");
    }
}
