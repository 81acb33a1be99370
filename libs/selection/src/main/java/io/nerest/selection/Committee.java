package io.nerest.selection;

import io.nerest.vision.box.ScoredBox;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * {@code committee}: disagreement of several models (Seung et al., COLT 1992; vote entropy: Dagan and Engelson, 1995).
 * Boxes of the models are matched by IoU. The disagreement on a group of matched boxes is
 * {@code (1 - b) * vote + b * spread}: {@code vote} is the entropy of the models' votes, each for a class or for no object,
 * over the logarithm of the number of models; {@code spread} is the mean of {@code 1 - IoU} of the boxes with the group's
 * mean box. Aggregated over groups. In [0, 1]; with {@code sum} in [0, inf).
 *
 * @param members how many models, at least 2
 * @param named ids of the members besides the newest model, for example of other seeds or scales; empty if the members
 *     are the campaign's last models
 * @param leastIou boxes that overlap less belong to different objects, in (0, 1]
 * @param boxWeight b, in [0, 1]
 */
public record Committee(int members, List<String> named, double leastIou, double boxWeight) implements Strategy {

    static final Setting<Integer> MEMBERS =
            Setting.integer("members", 2, 1000, 3, "of committee: how many of the campaign's last models");
    static final Setting<List<String>> MODELS = Setting.texts(
            "models", "of committee: ids of the models that vote beside the newest, instead of the last ones");
    static final Setting<Double> IOU =
            Setting.numberAbove("iou", 0, 1, 0.5, "of committee: boxes that overlap less belong to different objects");
    static final Setting<Double> BOX_WEIGHT = Setting.number(
            "boxWeight", 0, 1, 0.5, "of committee: weight of disagreement on boxes against that on classes");

    public Committee {
        named = List.copyOf(named);
        if (!named.isEmpty() && members != named.size() + 1) {
            throw new InvalidSelectionException("setting 'members' is " + members + ", but 'models' names "
                    + named.size() + " and the newest model is added to them; leave 'members' out");
        }
        if (named.stream().distinct().count() < named.size()) {
            throw new InvalidSelectionException("setting 'models' names a model twice: " + named);
        }
        MEMBERS.check(members);
        IOU.check(leastIou);
        BOX_WEIGHT.check(boxWeight);
    }

    /** A committee of the campaign's last models. */
    public Committee(int members, double leastIou, double boxWeight) {
        this(members, List.of(), leastIou, boxWeight);
    }

    @Override
    public String name() {
        return "committee";
    }

    @Override
    public StrategyNeeds needs() {
        return StrategyNeeds.detectionsOf(this);
    }

    @Override
    public <R> R match(Cases<R> cases) {
        return cases.wholePool(this);
    }

    /**
     * Returns the models that score the frames.
     *
     * @param models a campaign's, the newest last
     * @return at most {@link #members}, the newest last; none if the campaign has no model
     */
    public List<String> membersOf(List<String> models) {
        if (models.isEmpty()) {
            return List.of();
        }
        String newest = models.get(models.size() - 1);
        if (named.isEmpty()) {
            return models.subList(Math.max(0, models.size() - members), models.size());
        }
        List<String> all = new ArrayList<>(named);
        all.remove(newest);
        all.add(newest);
        return all;
    }

    @Override
    public void select(Candidates candidates, BatchBuilder batch) {
        double[] scores = new double[candidates.size()];
        double[] keys = new double[scores.length];
        long[] randomKeys = new long[scores.length];
        boolean emptyFirst = candidates.settings().emptyFrames().policy() == EmptyFrames.Policy.UNCERTAIN;
        for (int i = 0; i < scores.length; i++) {
            ScoredFrame frame = candidates.frame(i);
            randomKeys[i] = candidates.randomKeys().of(frame.frameId());
            if (frame.hasNoDetections()) {
                scores[i] = emptyFirst ? 1 : 0;
                keys[i] = emptyFirst ? Double.POSITIVE_INFINITY : Double.NEGATIVE_INFINITY;
            } else {
                scores[i] = score(frame, candidates.settings().aggregation());
                keys[i] = scores[i];
            }
        }
        RankedOrder order = new RankedOrder(keys, randomKeys);
        while (!batch.isFull() && order.hasNext()) {
            int index = order.next();
            ScoredFrame frame = candidates.frame(index);
            batch.offer(
                    frame,
                    scores[index],
                    reason(frame, scores[index]),
                    Map.of("models", 1.0 + frame.committee().size()));
        }
    }

    /**
     * Returns the disagreement on a frame.
     *
     * @throws InvalidSelectionException if fewer than two models have scored it
     */
    double score(ScoredFrame frame, Aggregation aggregation) {
        if (frame.committee().isEmpty()) {
            throw new InvalidSelectionException("committee: frame " + frame.frameId()
                    + " was scored by only one model; a committee needs at least two");
        }
        List<List<ScoredBox>> seen = new ArrayList<>();
        seen.add(frame.boxes());
        seen.addAll(frame.committee());
        double[] groups = BoxGroups.of(seen, leastIou).stream()
                .mapToDouble(group -> (1 - boxWeight) * voteEntropy(group) + boxWeight * spread(group))
                .toArray();
        return aggregation.of(groups);
    }

    static double voteEntropy(@Nullable ScoredBox[] group) {
        Map<Integer, Integer> votes = new HashMap<>();
        for (ScoredBox box : group) {
            votes.merge(box == null ? DominantClass.NONE : box.classId(), 1, Integer::sum);
        }
        return entropy(votes.values(), group.length);
    }

    private static double entropy(Collection<Integer> votes, int voters) {
        double nats = votes.stream()
                .sorted()
                .mapToDouble(count -> (double) count / voters)
                .map(share -> -share * Math.log(share))
                .sum();
        return Math.max(0, nats / Math.log(voters));
    }

    static double spread(@Nullable ScoredBox[] group) {
        List<ScoredBox> boxes = Arrays.stream(group).filter(Objects::nonNull).toList();
        ScoredBox mean = new ScoredBox(
                0,
                0,
                mean(boxes.stream().mapToDouble(ScoredBox::cx).toArray()),
                mean(boxes.stream().mapToDouble(ScoredBox::cy).toArray()),
                mean(boxes.stream().mapToDouble(ScoredBox::w).toArray()),
                mean(boxes.stream().mapToDouble(ScoredBox::h).toArray()));
        return boxes.size() == 1
                ? 0
                : mean(boxes.stream().mapToDouble(box -> 1 - box.iou(mean)).toArray());
    }

    private static double mean(double[] values) {
        return Arrays.stream(values).sum() / values.length;
    }

    private String reason(ScoredFrame frame, double score) {
        if (frame.hasNoDetections()) {
            return "no model of the committee detects anything";
        }
        return String.format(
                Locale.ROOT,
                "%s %.4f: disagreement of %d models",
                name(),
                score,
                1 + frame.committee().size());
    }
}
