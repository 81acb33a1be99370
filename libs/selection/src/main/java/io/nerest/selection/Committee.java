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
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * {@code committee}: disagreement of several models (Seung et al., COLT 1992; vote entropy: Dagan and Engelson, 1995).
 * Their boxes are matched by IoU first. Of each group of matched boxes, the disagreement is
 * {@code (1 - b) * vote + b * spread}: {@code vote} is the entropy of what the models say is there, each class or nothing,
 * over the logarithm of the number of models; {@code spread} is the mean of {@code 1 - IoU} of the boxes with the group's
 * mean box. Aggregated over groups. In [0, 1], but for {@code sum}, which has no end.
 *
 * @param members how many models, at least 2
 * @param named those that sit in it beside the newest one, by their ids: of other seeds, or of other scales; none where
 *     it is made of a campaign's last models
 * @param leastIou boxes that overlap less are of two things, above 0, to 1
 * @param boxWeight b, 0 to 1
 */
public record Committee(int members, List<String> named, double leastIou, double boxWeight) implements Strategy {

    public Committee {
        named = List.copyOf(named);
        if (!named.isEmpty() && members != named.size() + 1) {
            throw new InvalidSelectionException("committee: 'members' is " + members + ", but 'models' names "
                    + named.size() + ", and the newest one is always among them; leave 'members' out");
        }
        if (named.stream().distinct().count() < named.size()) {
            throw new InvalidSelectionException("committee: 'models' names a model twice: " + named);
        }
        if (members < 2) {
            throw new InvalidSelectionException("committee: " + members
                    + " members cannot disagree; name at least 2, the last models of the campaign");
        }
        if (!(leastIou > 0 && leastIou <= 1)) {
            throw new InvalidSelectionException("committee: iou " + leastIou + " must lie in (0, 1]");
        }
        if (!(boxWeight >= 0 && boxWeight <= 1)) {
            throw new InvalidSelectionException("committee: boxWeight " + boxWeight + " must lie in [0, 1]");
        }
    }

    /** One of the last models. */
    public Committee(int members, double leastIou, double boxWeight) {
        this(members, List.of(), leastIou, boxWeight);
    }

    @Override
    public String name() {
        return "committee";
    }

    @Override
    public Optional<Committee> committee() {
        return Optional.of(this);
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
    public int models() {
        return members;
    }

    @Override
    public void choose(Candidates candidates, Basket basket) {
        double[] scores = new double[candidates.size()];
        double[] keys = new double[scores.length];
        long[] lots = new long[scores.length];
        boolean emptyFirst = candidates.settings().emptyFrames().policy() == EmptyFrames.Policy.UNCERTAIN;
        for (int i = 0; i < scores.length; i++) {
            ScoredFrame frame = candidates.frame(i);
            lots[i] = candidates.lots().of(frame.frameId());
            if (frame.seesNothing()) {
                scores[i] = emptyFirst ? 1 : 0;
                keys[i] = emptyFirst ? Double.POSITIVE_INFINITY : Double.NEGATIVE_INFINITY;
            } else {
                scores[i] = score(frame, candidates.settings().aggregation());
                keys[i] = scores[i];
            }
        }
        RankedOrder order = new RankedOrder(keys, lots);
        while (!basket.isFull() && order.hasNext()) {
            int index = order.next();
            ScoredFrame frame = candidates.frame(index);
            basket.offer(
                    frame,
                    scores[index],
                    reason(frame, scores[index]),
                    Map.of("models", 1.0 + frame.committee().size()));
        }
    }

    /**
     * A frame's disagreement.
     *
     * @throws InvalidSelectionException where fewer than two models have seen it
     */
    double score(ScoredFrame frame, Aggregation aggregation) {
        if (frame.committee().isEmpty()) {
            throw new InvalidSelectionException("committee: frame " + frame.frameId()
                    + " was seen by one model alone, and a committee of one cannot disagree");
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
        if (frame.seesNothing()) {
            return "no model of the committee sees anything";
        }
        return String.format(
                Locale.ROOT,
                "%s %.4f: how much %d models disagree",
                name(),
                score,
                1 + frame.committee().size());
    }
}
