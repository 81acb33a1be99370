package io.nerest.contracts;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A model exists, or its standing has changed. Key: model id. The base checkpoint is published as one too, so that
 * scoring knows a model before the first training.
 *
 * @param modelId name of the weights: unique, never reused
 * @param status whether it may go live
 * @param reason why it has that status, in a sentence
 * @param weights where the safetensors file lies
 * @param sha256 of that file
 * @param signature Ed25519 over the ASCII of {@code modelId + ":" + sha256}, in base64
 * @param architecture name and scale: {@code yolov8n}
 * @param imgsz side in pixels that it was trained at
 * @param metrics on the campaign's validation set; absent for a base checkpoint that was never measured
 * @param training what made it; absent for a base checkpoint
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record ModelPublished(
        String modelId,
        ModelStatus status,
        String reason,
        ObjectRef weights,
        String sha256,
        String signature,
        String architecture,
        List<String> classNames,
        int imgsz,
        @Nullable Metrics metrics,
        @Nullable Training training,
        Instant publishedAt) {
    public ModelPublished {
        Require.text(modelId, "modelId");
        Require.present(status, "status");
        Require.text(reason, "reason");
        Require.present(weights, "weights");
        Require.sha256(sha256, "sha256");
        Require.text(signature, "signature");
        Require.text(architecture, "architecture");
        classNames = Require.list(classNames, "classNames");
        Require.atLeast(imgsz, 32, "imgsz");
        Require.present(publishedAt, "publishedAt");
    }

    /**
     * What made a model.
     *
     * @param snapshotSha256 the data set
     * @param arguments all effective training arguments by name, the seed among them
     * @param humanLabels frames with human labels that it learned from
     * @param pseudoLabels frames with pseudo-labels that it learned from
     * @param seconds of training
     */
    public record Training(
            UUID trainingId,
            UUID campaignId,
            int round,
            String baseModelId,
            ObjectRef snapshot,
            String snapshotSha256,
            Map<String, String> arguments,
            int humanLabels,
            int pseudoLabels,
            int epochs,
            double seconds) {
        public Training {
            Require.present(trainingId, "trainingId");
            Require.present(campaignId, "campaignId");
            Require.atLeast(round, 0, "round");
            Require.text(baseModelId, "baseModelId");
            Require.present(snapshot, "snapshot");
            Require.sha256(snapshotSha256, "snapshotSha256");
            arguments = Map.copyOf(Require.present(arguments, "arguments"));
        }
    }
}
