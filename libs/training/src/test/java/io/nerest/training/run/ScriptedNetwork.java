package io.nerest.training.run;

import io.nerest.detector.weights.WeightTensor;
import io.nerest.detector.weights.Weights;
import io.nerest.training.batch.TrainingBatch;
import io.nerest.training.network.Evaluation;
import io.nerest.training.network.LossComponents;
import io.nerest.training.network.OptimizerKind;
import io.nerest.training.network.OptimizerState;
import io.nerest.training.network.OptimizerStep;
import io.nerest.training.network.TrainableNetwork;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** One number that learns: enough of a network for the loop's own promises to be seen. */
final class ScriptedNetwork implements TrainableNetwork {
    final List<OptimizerStep> steps = new ArrayList<>();
    final List<Integer> batchesPerStep = new ArrayList<>();
    private final int nanAtBatch;
    private float weight;
    private float ema;
    private int waiting;
    private int batches;

    /** @param nanAtBatch number of the batch, from 0, whose loss is NaN; -1 for none */
    ScriptedNetwork(int nanAtBatch) {
        this.nanAtBatch = nanAtBatch;
    }

    @Override
    public LossComponents forwardBackward(TrainingBatch batch) {
        waiting++;
        float loss = batches++ == nanAtBatch ? Float.NaN : 10 - weight;
        return new LossComponents(loss, 2, 3);
    }

    @Override
    public float step(OptimizerStep step) {
        steps.add(step);
        batchesPerStep.add(waiting);
        waiting = 0;
        weight += 0.5f;
        ema += (weight - ema) / 2;
        return 1;
    }

    @Override
    public LossComponents evaluateLoss(TrainingBatch batch) {
        return new LossComponents(10 - ema, 2, 3);
    }

    @Override
    public Evaluation evaluate(TrainingBatch batch) {
        return new Evaluation(evaluateLoss(batch), FloatBuffer.allocate(0), 0);
    }

    @Override
    public Weights weights() {
        return one(weight);
    }

    @Override
    public Weights emaWeights() {
        return one(ema);
    }

    @Override
    public OptimizerState optimizerState() {
        return new OptimizerState(OptimizerKind.SGD, steps.size(), one(0));
    }

    @Override
    public void restore(Weights weights, Weights average, OptimizerState state) {
        weight = weights.tensor("w").orElseThrow().toFloats()[0];
        ema = average.tensor("w").orElseThrow().toFloats()[0];
    }

    @Override
    public void close() {}

    private static Weights one(float value) {
        return new Weights(List.of(WeightTensor.ofFloats("w", new long[] {1}, new float[] {value})), Map.of());
    }
}
