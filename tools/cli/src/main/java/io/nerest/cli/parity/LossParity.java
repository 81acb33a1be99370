package io.nerest.cli.parity;

import com.fasterxml.jackson.databind.JsonNode;
import io.nerest.detector.architecture.Architectures;
import io.nerest.detector.architecture.InitialWeights;
import io.nerest.detector.architecture.NetworkDescription;
import io.nerest.training.network.HeadOutputs;
import io.nerest.training.network.InspectableNetwork;
import io.nerest.training.network.LossOutputs;
import io.nerest.training.network.TrainOptions;
import io.nerest.training.network.TrainableNetworks;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;

/** Checks the loss of three classes on given head outputs: assignment, parts, gradients. */
final class LossParity {
    private static final int CLASSES = 3;
    private static final int UNASSIGNED = -1;

    private LossParity() {}

    static List<Check> checks(GoldenFolder golden, TrainOptions options) throws IOException {
        JsonNode expected = golden.json("mc_loss.json");
        float[] targets = golden.array("mc_targets.npy");
        NetworkDescription network = Architectures.describe("yolov8n", CLASSES);
        LossOutputs loss;
        try (InspectableNetwork inspected =
                TrainableNetworks.inspect(network, InitialWeights.of(network, 0), options)) {
            loss = inspected.lossOf(
                    new HeadOutputs(
                            golden.byAnchor("mc_boxes_f16.npy", 64), golden.byAnchor("mc_scores_f16.npy", CLASSES)),
                    GoldenFolder.FRAMES,
                    targets,
                    new float[0],
                    GoldenFolder.SIDE,
                    GoldenFolder.SIDE);
        }
        LargestDifference parts = new LargestDifference();
        parts.relative(loss.losses().box(), expected.get("box").asDouble(), "box");
        parts.relative(loss.losses().cls(), expected.get("cls").asDouble(), "cls");
        parts.relative(loss.losses().dfl(), expected.get("dfl").asDouble(), "dfl");
        LargestDifference norms = new LargestDifference();
        norms.relative(
                LargestDifference.norm(loss.binsGradient()),
                expected.get("grad_boxes_norm").asDouble(),
                "bins");
        norms.relative(
                LargestDifference.norm(loss.logitsGradient()),
                expected.get("grad_scores_norm").asDouble(),
                "logits");
        LargestDifference bins = new LargestDifference();
        bins.relativeToLargest(loss.binsGradient(), golden.byAnchor("mc_grad_boxes_f16.npy", 64), "bins");
        LargestDifference logits = new LargestDifference();
        logits.relativeToLargest(loss.logitsGradient(), golden.byAnchor("mc_grad_scores.npy", CLASSES), "logits");
        return List.of(
                assignment(golden, loss, targets),
                parts.check("multi-class loss, parts, relative", 1e-4),
                norms.check("multi-class loss, norms of gradients, relative", 1e-4),
                bins.check("multi-class loss, gradients of bins (float16 file)", 1e-3),
                logits.check("multi-class loss, gradients of logits", 1e-4));
    }

    /** Checks which anchors are in the foreground, and which object is assigned to each. */
    private static Check assignment(GoldenFolder golden, LossOutputs loss, float[] targets) throws IOException {
        float[] foreground = golden.array("mc_fg_mask.npy");
        float[] objects = golden.array("mc_target_gt_idx.npy");
        int[] found = new int[foreground.length];
        Arrays.fill(found, UNASSIGNED);
        for (int i = 0; i < loss.anchors().length; i++) {
            found[Math.toIntExact(loss.anchors()[i])] = withinImage(targets, Math.toIntExact(loss.objects()[i]));
        }
        LargestDifference largest = new LargestDifference();
        for (int i = 0; i < found.length; i++) {
            int wanted = foreground[i] == 0 ? UNASSIGNED : (int) objects[i];
            if (found[i] != wanted) {
                largest.count("anchor %d: object %d, not %d".formatted(i, found[i], wanted));
            }
        }
        return largest.check(
                "multi-class loss, %d foreground anchors and their objects".formatted(loss.anchors().length), 0);
    }

    private static int withinImage(float[] targets, int row) {
        int index = 0;
        for (int other = 0; other < row; other++) {
            if (targets[other * 6] == targets[row * 6]) {
                index++;
            }
        }
        return index;
    }
}
