import { byId } from '../shared/dom.js';

/** The views of the login page, of which one is shown at a time. */
export function newStage(main) {
  const stage = main.querySelector('.stage');

  /** Shows a view, and reads the text to users of screen readers. */
  function show(view, text, focusIsGone) {
    const focused = document.activeElement;
    if (view !== 'problem') {
      delete stage.dataset.problem;
    }
    stage.dataset.view = view;
    ['code', 'waiting', 'finishing', 'expired', 'problem'].forEach((id) => {
      byId(id).hidden = id !== view;
    });
    main.querySelector('.ways').hidden = view !== 'code' && view !== 'waiting';
    byId('status').textContent = text;
    // Focus moves only if the focused element is hidden now: then to the view that replaced it.
    if (view !== 'code' && (focusIsGone || !focused || focused.getClientRects().length === 0)) {
      byId(view).querySelector('h2').focus({ preventScroll: true });
    }
  }

  function showProblem(problem, focusIsGone) {
    byId('problem-title').textContent = problem.title;
    byId('problem-text').textContent = problem.text;
    byId('problem-id').textContent = problem.id || '';
    byId('problem-reference').hidden = !problem.id;
    byId('retry').hidden = !problem.retry;
    byId('start-again').classList.toggle('primary', !problem.retry);
    byId('problem').querySelector('.icon').classList.toggle('warn', !problem.calm);
    stage.dataset.problem = problem.calm ? 'declined' : 'problem';
    show('problem', problem.title, focusIsGone);
  }

  return { show, showProblem };
}
