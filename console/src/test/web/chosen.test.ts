import { chooseFrames, chosenFrames, isOfChosen, leftOut, MOST_CHOSEN, removeChosen } from '../../main/resources/web/app/label/chosen.ts';
import { equal } from './check.ts';

Deno.test('chosen frames stay until they are labelled', () => {
  sessionStorage.clear();
  equal(chosenFrames(), []);
  chooseFrames(['a', 'b', 'c']);
  removeChosen('b');
  removeChosen('x');
  equal(chosenFrames(), ['a', 'c']);
});

Deno.test('the number of chosen frames is limited', () => {
  chooseFrames(Array.from({ length: MOST_CHOSEN + 5 }, (_, i) => String(i)));
  equal(chosenFrames().length, MOST_CHOSEN);
  equal([leftOut(MOST_CHOSEN), leftOut(MOST_CHOSEN + 5)], [0, 5]);
  sessionStorage.clear();
});

Deno.test('the address says whether chosen frames are labelled', () => {
  equal([isOfChosen('?chosen'), isOfChosen('?season=1'), isOfChosen('')], [true, false, false]);
});
